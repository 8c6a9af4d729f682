using Azure;
using Azure.Data.Tables;

namespace Personalization.Functions.Storage;

/// <summary>A table that is made when it is first used, and what is done with it.</summary>
internal sealed class VersionedTable : IDisposable
{
    private readonly TableClient table;
    private readonly Once created;

    public VersionedTable(TableServiceClient tables, string name)
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

    /// <summary>Takes an entity away, if it is there.</summary>
    public Task RemoveAsync(string partition, string row, CancellationToken cancellationToken) =>
        created.UseAsync(() => table.DeleteEntityAsync(partition, row, ETag.All, cancellationToken), cancellationToken);

    /// <summary>The first entities of a partition.</summary>
    public Task<List<TableEntity>> FirstAsync(string partition, int limit, CancellationToken cancellationToken) =>
        WhereAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), limit, cancellationToken);

    /// <summary>The first entities of partitions that come after one.</summary>
    public Task<List<TableEntity>> AfterAsync(string partition, int limit, CancellationToken cancellationToken) =>
        WhereAsync(TableClient.CreateQueryFilter($"PartitionKey gt {partition}"), limit, cancellationToken);

    public void Dispose() => created.Dispose();

    private async Task<List<TableEntity>> WhereAsync(string filter, int limit, CancellationToken cancellationToken)
    {
        await created.EnsureAsync(cancellationToken);
        List<TableEntity> found = [];
        await foreach (TableEntity one in table.QueryAsync<TableEntity>(filter, maxPerPage: Math.Min(limit, 1000), cancellationToken: cancellationToken))
        {
            found.Add(one);
            if (found.Count == limit) break;
        }
        return found;
    }
}
