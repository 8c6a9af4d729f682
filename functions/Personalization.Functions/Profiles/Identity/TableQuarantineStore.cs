using Azure;
using Azure.Data.Tables;
using Personalization.Functions.Storage;
using Personalization.Profiles;
using Personalization.Profiles.Identity;

namespace Personalization.Functions.Profiles.Identity;

/// <summary>
/// The quarantine in the table <c>identityquarantine</c>: the entries in one partition, for merchants to page through, and for each key that one names a row
/// in the key's own partition, by which it is found without a search.
/// </summary>
internal sealed class TableQuarantineStore : IQuarantineStore, IDisposable
{
    private const string Open = "open";

    private readonly TableClient table;
    private readonly Once created;

    public TableQuarantineStore(TableServiceClient tables)
    {
        table = tables.GetTableClient("identityquarantine");
        created = new Once(token => table.CreateIfNotExistsAsync(token));
    }

    public async Task AddAsync(QuarantineEntry entry, CancellationToken cancellationToken)
    {
        // The rows that lead to the entry first: an entry that nothing leads to could not be erased.
        foreach (PersonKey key in Keys(entry))
            await created.UseAsync(() => table.UpsertEntityAsync(new TableEntity(key.StorageKey, entry.Id), TableUpdateMode.Replace, cancellationToken), cancellationToken);
        try
        {
            await table.AddEntityAsync(new TableEntity(Open, entry.Id) { ["Entry"] = IdentityCodec.Serialize(entry) }, cancellationToken);
        }
        catch (RequestFailedException fault) when (fault.Status is 409)
        {
            // Kept already.
        }
    }

    public async Task<QuarantineEntry?> FindAsync(string id, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> found = await created.UseAsync(
            () => table.GetEntityIfExistsAsync<TableEntity>(Open, id, cancellationToken: cancellationToken), cancellationToken);
        return found.HasValue ? Read(found.Value!) : null;
    }

    public Task<IReadOnlyList<QuarantineEntry>> ListAsync(string? after, int limit, CancellationToken cancellationToken) => created.UseAsync<IReadOnlyList<QuarantineEntry>>(async () =>
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Open} and RowKey gt {after ?? ""}");
        List<QuarantineEntry> entries = [];
        await foreach (TableEntity entity in table.QueryAsync<TableEntity>(filter, maxPerPage: limit, cancellationToken: cancellationToken))
        {
            entries.Add(Read(entity));
            if (entries.Count == limit) break;
        }
        return entries;
    }, cancellationToken);

    public async Task<IReadOnlyList<QuarantineEntry>> OfAsync(PersonKey key, CancellationToken cancellationToken)
    {
        List<string> ids = await created.UseAsync(async () =>
        {
            List<string> rows = [];
            await foreach (TableEntity entity in table.QueryAsync<TableEntity>($"PartitionKey eq '{key.StorageKey}'", cancellationToken: cancellationToken)) rows.Add(entity.RowKey);
            return rows;
        }, cancellationToken);
        List<QuarantineEntry> entries = [];
        foreach (string id in ids)
            if (await FindAsync(id, cancellationToken) is { } entry) entries.Add(entry);
            else await RemoveRowAsync(key.StorageKey, id, cancellationToken);
        return entries;
    }

    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } entry) return false;
        await RemoveRowAsync(Open, id, cancellationToken);
        foreach (PersonKey key in Keys(entry)) await RemoveRowAsync(key.StorageKey, id, cancellationToken);
        return true;
    }

    public void Dispose() => created.Dispose();

    private static IEnumerable<PersonKey> Keys(QuarantineEntry entry) => new[] { entry.From, entry.Into }.Distinct();

    private static QuarantineEntry Read(TableEntity entity) => IdentityCodec.DeserializeEntry(entity.GetBinary("Entry"));

    private async Task RemoveRowAsync(string partition, string id, CancellationToken cancellationToken)
    {
        try
        {
            await table.DeleteEntityAsync(partition, id, ETag.All, cancellationToken);
        }
        catch (RequestFailedException fault) when (fault.Status is 404)
        {
            // Somebody else was faster.
        }
    }
}
