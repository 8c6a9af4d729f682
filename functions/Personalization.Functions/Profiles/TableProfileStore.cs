using Azure;
using Azure.Data.Tables;
using Personalization.Functions.Storage;
using Personalization.Profiles;

namespace Personalization.Functions.Profiles;

/// <summary>
/// Profiles in the table <c>profiles</c>: one entity each, in a partition of their own, and beside it the parts of a profile that was merged; read at most
/// every few seconds by each instance.
/// </summary>
internal sealed class TableProfileStore : IProfileStore, IProfileScan, IDisposable
{
    private readonly TableClient table;
    private readonly ProfileCache cache;
    private readonly Once created;

    public TableProfileStore(TableServiceClient tables, TimeProvider time)
    {
        table = tables.GetTableClient("profiles");
        cache = new ProfileCache(time);
        created = new Once(token => table.CreateIfNotExistsAsync(token));
    }

    public ValueTask<StoredProfile> LoadAsync(PersonKey key, CancellationToken cancellationToken) =>
        cache.Find(key) is { } known ? new ValueTask<StoredProfile>(known) : new ValueTask<StoredProfile>(LoadLatestAsync(key, cancellationToken));

    public async Task<StoredProfile> LoadLatestAsync(PersonKey key, CancellationToken cancellationToken)
    {
        TableEntity? found = await FindAsync(key.StorageKey, ProfileEntity.Row, cancellationToken);
        StoredProfile stored = found is not null ? ProfileEntity.ReadWhole(found) : new StoredProfile(new Profile { Key = key }, null);
        cache.Keep(stored);
        return stored;
    }

    public async Task<StoredProfile?> TrySaveAsync(StoredProfile loaded, StoredProfile next, PartChanges parts, CancellationToken cancellationToken)
    {
        PersonKey key = next.Profile.Key;
        try
        {
            string version = await created.UseAsync(
                () => parts.IsNone ? WriteAsync(loaded.Version, next, cancellationToken) : new ProfileTransaction(table, loaded, next, parts).SubmitAsync(cancellationToken), cancellationToken);
            StoredProfile stored = next with { Version = version };
            cache.Keep(stored);
            if (parts.Written.Count == 1) cache.KeepPart(stored, parts.Written.First().Key, parts.Written.First());
            return stored;
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 409 or 412)
        {
            cache.Drop(key);
            return null;
        }
    }

    public async ValueTask<Profile?> FindPartAsync(StoredProfile whole, PersonKey part, CancellationToken cancellationToken)
    {
        if (cache.TryFindPart(whole, part, out Profile? known)) return known;
        TableEntity? found = await FindAsync(whole.Profile.Key.StorageKey, ProfileEntity.PartRow(part), cancellationToken);
        Profile? profile = found is null ? null : ProfileEntity.Read(found);
        cache.KeepPart(whole, part, profile);
        return profile;
    }

    public Task<IReadOnlyList<Profile>> LoadPartsAsync(PersonKey key, CancellationToken cancellationToken) => created.UseAsync<IReadOnlyList<Profile>>(async () =>
    {
        string filter = $"PartitionKey eq '{key.StorageKey}' and RowKey ge '{ProfileEntity.PartPrefix}' and RowKey lt 'part.'";
        List<Profile> parts = [];
        await foreach (TableEntity entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)) parts.Add(ProfileEntity.Read(entity));
        return parts;
    }, cancellationToken);

    public async Task<PersonKey?> FindKeyAsync(string storageKey, CancellationToken cancellationToken) =>
        await FindAsync(storageKey, ProfileEntity.Row, cancellationToken) is { } found ? ProfileEntity.Read(found).Key : null;

    public async Task<int> DeleteAsync(PersonKey key, CancellationToken cancellationToken)
    {
        string partition = key.StorageKey;
        cache.Drop(key);
        List<string> rows = [];
        await created.EnsureAsync(cancellationToken);
        await foreach (TableEntity entity in table.QueryAsync<TableEntity>($"PartitionKey eq '{partition}'", select: ["RowKey"], cancellationToken: cancellationToken)) rows.Add(entity.RowKey);
        // The profile's own row last: as long as it is there, whoever is interrupted finds what is left.
        foreach (string row in rows.OrderBy(row => row == ProfileEntity.Row)) await table.DeleteEntityAsync(partition, row, ETag.All, cancellationToken);
        cache.Drop(key);
        return rows.Count;
    }

    public async Task<IReadOnlyList<StoredProfile>> PageAsync(string? after, int most, CancellationToken cancellationToken)
    {
        await created.EnsureAsync(cancellationToken);
        List<StoredProfile> page = [];
        string filter = TableClient.CreateQueryFilter($"PartitionKey gt {after ?? ""} and RowKey eq {ProfileEntity.Row}");
        await foreach (TableEntity one in table.QueryAsync<TableEntity>(filter, maxPerPage: Math.Min(most, 1000), cancellationToken: cancellationToken))
        {
            page.Add(ProfileEntity.ReadWhole(one));
            if (page.Count == most) break;
        }
        return page;
    }

    public async Task<StoredProfile?> FindAsync(string storageKey, CancellationToken cancellationToken)
    {
        if (await FindAsync(storageKey, ProfileEntity.Row, cancellationToken) is not { } found) return null;
        StoredProfile stored = ProfileEntity.ReadWhole(found);
        cache.Keep(stored);
        return stored;
    }

    public void Dispose() => created.Dispose();

    private async Task<TableEntity?> FindAsync(string partition, string row, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> found = await created.UseAsync(
            () => table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken), cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private async Task<string> WriteAsync(string? version, StoredProfile next, CancellationToken cancellationToken)
    {
        TableEntity entity = ProfileEntity.Whole(next);
        Response response = version is null
            ? await table.AddEntityAsync(entity, cancellationToken)
            : await table.UpdateEntityAsync(entity, new ETag(version), TableUpdateMode.Replace, cancellationToken);
        return response.Headers.ETag?.ToString() ?? throw new InvalidOperationException("The table service gave no ETag");
    }
}
