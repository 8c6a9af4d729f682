using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Personalization.LocalHost.Durable;

/// <summary>Instances in one table; a step is one transaction in the instance's partition.</summary>
internal sealed partial class TableInstanceStore(TableClient table, BlobContainerClient container) : IInstanceStore
{
    private readonly Payloads payloads = new(container);
    private volatile bool prepared;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (prepared) return;
        await table.CreateIfNotExistsAsync(cancellationToken);
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        prepared = true;
    }

    public async Task<bool> CreateAsync(InstanceState state, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        TablePlace place = new(new TableEntity(), default, Guid.NewGuid().ToString("N"), 0, []);
        TableEntity row = await InstanceRows.RowAsync(payloads, state, place, cancellationToken);
        await InstanceRows.InputAsync(payloads, row, state, cancellationToken);
        try
        {
            await table.AddEntityAsync(row, cancellationToken);
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            // It may be our own, whose answer was lost.
            return await StepOfAsync(state.InstanceId, cancellationToken) == place.Step;
        }
    }

    public async Task<InstanceState?> GetAsync(string instanceId, CancellationToken cancellationToken)
    {
        while (await RowAsync(instanceId, cancellationToken) is { } row)
        {
            try
            {
                return await InstanceRows.ReadAsync(payloads, row, cancellationToken);
            }
            catch (RequestFailedException gone) when (gone.Status == 404)
            {
                // A step that came between the reads has replaced the blob; unless none came, read again.
                if (await StepOfAsync(instanceId, cancellationToken) == row.GetString("Step")) throw;
            }
        }
        return null;
    }

    public async Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken cancellationToken)
    {
        while (await RowAsync(instanceId, cancellationToken) is { } row)
        {
            InstanceState state = await InstanceRows.ReadAsync(payloads, row, cancellationToken);
            int pages = row.GetInt32("Pages")!.Value;
            List<HistoryEvent> history = [];
            byte[] tail = [];
            int read = 0;
            for (; read < pages; read++)
            {
                if (await PageAsync(state, read, cancellationToken) is not { } page) break;
                history.AddRange(StoreJson.Events(page));
                tail = page.Length <= Payloads.LargestInRow ? page : [];
            }
            // A step that came between the reads has changed the pages.
            string step = row.GetString("Step")!;
            if (pages > 0 && (read < pages || await StepOfAsync(instanceId, cancellationToken) != step)) continue;
            return new StoredInstance(state, history, new TablePlace(row, row.ETag, step, pages, tail));
        }
        return null;
    }

    public async Task<bool> DeleteAsync(StoredInstance instance, CancellationToken cancellationToken)
    {
        TablePlace place = (TablePlace)instance.Place;
        InstanceState state = instance.State;
        // Listed before: what comes after may be of a new instance of that id.
        IReadOnlyList<string> blobs = await payloads.OfAsync(state.InstanceId, cancellationToken);
        TableTransactionAction delete = new(TableTransactionActionType.Delete, new TableEntity(state.InstanceId, InstanceRows.State), place.ETag);
        try
        {
            await table.SubmitTransactionAsync([delete, .. DeletePages(state, place.Pages)], cancellationToken);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            if (await RowAsync(state.InstanceId, cancellationToken) is not null) return false;
        }
        await DeleteOtherPagesAsync(state, place.Pages, cancellationToken);
        foreach (string blob in blobs) await payloads.DeleteAsync(blob, cancellationToken);
        return true;
    }

    public async Task RemoveOutgoingAsync(OutgoingBatch batch, CancellationToken cancellationToken) =>
        await table.DeleteEntityAsync(batch.InstanceId, InstanceRows.Outgoing(batch.Key), cancellationToken: cancellationToken);

    public async IAsyncEnumerable<InstanceState> ListAsync(string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string filter = TableClient.CreateQueryFilter($"RowKey eq {InstanceRows.State} and PartitionKey ge {prefix} and PartitionKey gt {after ?? ""}");
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (row.PartitionKey.StartsWith(prefix, StringComparison.Ordinal)) yield return await InstanceRows.ReadAsync(payloads, row, cancellationToken);
            else yield break;
        }
    }

    public async IAsyncEnumerable<ActiveInstance> ActiveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string filter = TableClient.CreateQueryFilter($"RowKey eq {InstanceRows.State} and Over eq {false}");
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "Work", "Due"], cancellationToken: cancellationToken))
        {
            ActiveInstance active = new(row.PartitionKey, row.GetBoolean("Work")!.Value, row.GetDateTimeOffset("Due"));
            if (active.HasWork || active.NextDue is not null) yield return active;
        }
    }

    public async IAsyncEnumerable<OutgoingBatch> OutgoingAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string filter = TableClient.CreateQueryFilter($"RowKey ge {"o-"} and RowKey lt {"p"}");
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return JsonSerializer.Deserialize((await payloads.GetAsync(row, "Messages", cancellationToken))!, StoreJson.Default.OutgoingBatch)!;
    }

    private async Task<byte[]?> PageAsync(InstanceState state, int page, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(
            state.InstanceId, InstanceRows.Page(state.Generation, page), cancellationToken: cancellationToken);
        return row.HasValue ? await payloads.GetAsync(row.Value!, "Events", cancellationToken) : null;
    }

    private async Task<TableEntity?> RowAsync(string instanceId, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(instanceId, InstanceRows.State, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    private async Task<string?> StepOfAsync(string instanceId, CancellationToken cancellationToken) => (await RowAsync(instanceId, cancellationToken))?.GetString("Step");
}
