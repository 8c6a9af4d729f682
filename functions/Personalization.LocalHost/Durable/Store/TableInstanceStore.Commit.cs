using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace Personalization.LocalHost.Durable;

/// <content>Writing steps.</content>
internal sealed partial class TableInstanceStore
{
    // A transaction has at most 100 actions; the state's, the pages' and the messages' rows need a few.
    private const int MostDeletes = 90;

    public async Task<StoredInstance?> CommitAsync(StoredInstance before, InstanceCommit commit, CancellationToken cancellationToken)
    {
        TablePlace old = (TablePlace)before.Place;
        InstanceState state = commit.State;
        List<TableTransactionAction> actions = [];
        (int pages, byte[] tail) = await AddPagesAsync(actions, commit, old, cancellationToken);
        TablePlace place = old with { Step = Guid.NewGuid().ToString("N"), Pages = pages, Tail = tail };
        TableEntity row = await InstanceRows.RowAsync(payloads, state, place, cancellationToken);
        if (ReferenceEquals(state.Input, before.State.Input)) InstanceRows.SameInput(row, old.Row);
        else await InstanceRows.InputAsync(payloads, row, state, cancellationToken);
        actions.Insert(0, new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, old.ETag));
        if (commit.Outgoing is { } batch) actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, await OutgoingRowAsync(batch, cancellationToken)));
        if (commit.NewTurn) actions.AddRange(DeletePages(before.State, old.Pages));
        if (await SubmitAsync(actions, place.Step, cancellationToken) is not { } etag) return null;
        if (commit.NewTurn) await DeleteOtherPagesAsync(before.State, old.Pages, cancellationToken);
        await DropReplacedBlobsAsync(old.Row, row, cancellationToken);
        IReadOnlyList<HistoryEvent> history = commit.NewTurn ? commit.Appended : [.. before.History, .. commit.Appended];
        return new StoredInstance(state, history, place with { Row = row, ETag = etag });
    }

    /// <summary>The state's new version; null when the instance is another than we know.</summary>
    private async Task<ETag?> SubmitAsync(List<TableTransactionAction> actions, string step, CancellationToken cancellationToken)
    {
        try
        {
            return (await table.SubmitTransactionAsync(actions, cancellationToken)).Value[0].Headers.ETag!.Value;
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 409 or 412)
        {
            // It may have been ourselves: a transaction whose answer was lost is sent again and meets itself.
            TableEntity? row = await RowAsync(actions[0].Entity.PartitionKey, cancellationToken);
            return row?.GetString("Step") == step ? row.ETag : null;
        }
    }

    private async Task<(int Pages, byte[] Tail)> AddPagesAsync(
        List<TableTransactionAction> actions, InstanceCommit commit, TablePlace old, CancellationToken cancellationToken)
    {
        int pages = commit.NewTurn ? 0 : old.Pages;
        byte[] tail = commit.NewTurn ? [] : old.Tail;
        if (commit.Appended.Count == 0) return (pages, tail);
        byte[] lines = StoreJson.Lines(commit.Appended);
        bool grows = tail.Length > 0 && tail.Length + lines.Length <= Payloads.LargestInRow;
        byte[] content = grows ? [.. tail, .. lines] : lines;
        if (!grows) pages++;
        TableEntity page = new(commit.State.InstanceId, InstanceRows.Page(commit.State.Generation, pages - 1));
        await payloads.SetAsync(page, "Events", commit.State.InstanceId, content, cancellationToken);
        actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, page));
        return (pages, content.Length <= Payloads.LargestInRow ? content : []);
    }

    private async Task<TableEntity> OutgoingRowAsync(OutgoingBatch batch, CancellationToken cancellationToken)
    {
        TableEntity row = new(batch.InstanceId, InstanceRows.Outgoing(batch.Key));
        await payloads.SetAsync(row, "Messages", batch.InstanceId, JsonSerializer.SerializeToUtf8Bytes(batch, StoreJson.Default.OutgoingBatch), cancellationToken);
        return row;
    }

    private async Task DropReplacedBlobsAsync(TableEntity before, TableEntity after, CancellationToken cancellationToken)
    {
        foreach (string name in (string[])["StateBlob", "InputBlob"])
        {
            if (before.GetString(name) is { } blob && after.GetString(name) != blob) await payloads.DeleteAsync(blob, cancellationToken);
        }
    }

    private static IEnumerable<TableTransactionAction> DeletePages(InstanceState state, int pages) => Enumerable.Range(0, Math.Min(pages, MostDeletes))
        .Select(page => new TableTransactionAction(
            TableTransactionActionType.Delete, new TableEntity(state.InstanceId, InstanceRows.Page(state.Generation, page)), ETag.All));

    /// <summary>Deletes the pages that found no place in the transaction; what a killed host leaves of them does no harm.</summary>
    private async Task DeleteOtherPagesAsync(InstanceState state, int pages, CancellationToken cancellationToken)
    {
        for (int page = MostDeletes; page < pages; page++)
            await table.DeleteEntityAsync(state.InstanceId, InstanceRows.Page(state.Generation, page), cancellationToken: cancellationToken);
    }
}
