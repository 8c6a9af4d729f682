using Azure;
using Azure.Data.Tables;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Messages;

/// <summary>A table that is made when it is first used, and the four things that are done with it.</summary>
internal sealed class MessageTable : IDisposable
{
    private readonly TableClient table;
    private readonly Once created;

    public MessageTable(TableServiceClient tables, string name)
    {
        table = tables.GetTableClient(name);
        created = new Once(token => table.CreateIfNotExistsAsync(token));
    }

    public async Task<TableEntity?> FindAsync(string partition, string row, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> found = await created.UseAsync(() => table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken), cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Stores an entity in place of the one of that version, or where there is none; null when others have changed it since.</summary>
    public async Task<string?> TrySaveAsync(TableEntity entity, string? version, CancellationToken cancellationToken)
    {
        try
        {
            Response response = await created.UseAsync(
                () => version is null ? table.AddEntityAsync(entity, cancellationToken) : table.UpdateEntityAsync(entity, new ETag(version), TableUpdateMode.Replace, cancellationToken),
                cancellationToken);
            return response.Headers.ETag?.ToString() ?? throw new InvalidOperationException("The table service gave no ETag");
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 409 or 412)
        {
            return null;
        }
    }

    /// <summary>Stores an entity, whatever was there.</summary>
    public Task PutAsync(TableEntity entity, CancellationToken cancellationToken) =>
        created.UseAsync(() => table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken), cancellationToken);

    /// <summary>The first entities of a partition.</summary>
    public async Task<List<TableEntity>> FirstAsync(string partition, int limit, CancellationToken cancellationToken)
    {
        await created.EnsureAsync(cancellationToken);
        List<TableEntity> found = [];
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (TableEntity one in table.QueryAsync<TableEntity>(filter, maxPerPage: Math.Min(limit, 1000), cancellationToken: cancellationToken))
        {
            found.Add(one);
            if (found.Count == limit) break;
        }
        return found;
    }

    public void Dispose() => created.Dispose();
}
