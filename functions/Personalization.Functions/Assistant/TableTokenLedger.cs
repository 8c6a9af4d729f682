using System.Collections.Concurrent;
using System.Globalization;
using Azure.Data.Tables;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Limits;
using Personalization.Common;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Assistant;

/// <summary>
/// Tokens in the table <c>assistanttokens</c>: a partition for each day, in it a row for each visitor (by a hash of who it is) and address (by the day's keyed hash) and sixteen for everybody, so that many instances can
/// count at once; and a row for the answers of each kind.
/// </summary>
internal sealed class TableTokenLedger(TableServiceClient tables, TimeProvider time) : ITokenLedger, IDisposable
{
    private const int Shards = 16, Attempts = 10;
    private const string Tokens = "Tokens", All = "all-", Address = "i-", Answers = "answers-", ByModel = "model";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly VersionedTable table = new(tables, "assistanttokens");
    // In one instance one after the other: each would only have to try again.
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, Shards * 4).Select(_ => new SemaphoreSlim(1))];
    private readonly ConcurrentDictionary<string, long> waiting = new(StringComparer.Ordinal);
    private readonly TableClient rows = tables.GetTableClient("assistanttokens");
    private Sum? known;

    public async Task<TokensSpent> SpentAsync(TokenSpender spender, DateOnly day, CancellationToken cancellationToken)
    {
        Task<long> all = AllAsync(day), address = spender.Address is { } at ? FindAsync(day, Address + at, cancellationToken) : Task.FromResult(0L);
        return new TokensSpent(await FindAsync(day, RowOf(spender.Visitor), cancellationToken), await address, await all.WaitAsync(cancellationToken));
    }

    public async Task AddAsync(TokenSpender spender, DateOnly day, int tokens, CancellationToken cancellationToken)
    {
        if (tokens <= 0) return;
        await AddAsync(day, RowOf(spender.Visitor), tokens, cancellationToken);
        if (spender.Address is { } address) await AddAsync(day, Address + address, tokens, cancellationToken);
        await AddAsync(day, All + (StableHash.Of(spender.Visitor) % Shards).ToString(CultureInfo.InvariantCulture), tokens, cancellationToken);
    }

    public Task CountAsync(string? notice, DateOnly day, CancellationToken cancellationToken) => AddAsync(day, Answers + (notice ?? ByModel), 1, cancellationToken);

    public async Task<AnswersGiven> AnswersAsync(DateOnly day, CancellationToken cancellationToken) => new(
        await FindAsync(day, Answers + ByModel, cancellationToken), await FindAsync(day, Answers + Notices.FellBack, cancellationToken), await FindAsync(day, Answers + Notices.BudgetSpent, cancellationToken));

    public Task<int> SweepAsync(DateOnly before, CancellationToken cancellationToken) =>
        rows.DeleteWhereAsync(TableClient.CreateQueryFilter($"PartitionKey lt {Partition(before)}"), cancellationToken);

    public void Dispose()
    {
        table.Dispose();
        foreach (SemaphoreSlim turn in turns) turn.Dispose();
    }

    private async Task<long> FindAsync(DateOnly day, string row, CancellationToken cancellationToken) => (await table.FindAsync(Partition(day), row, cancellationToken))?.GetInt64(Tokens) ?? 0;

    private async Task<IDisposable> TurnAsync(string row, CancellationToken cancellationToken)
    {
        SemaphoreSlim turn = turns[StableHash.Of(row) % (ulong)turns.Length];
        await turn.WaitAsync(cancellationToken);
        return new Turn(turn);
    }

    // Many who ask at once read the sum once.
    private Task<long> AllAsync(DateOnly day)
    {
        lock (waiting)
        {
            if (known is not { } sum || sum.Day != day || sum.Tokens.IsFaulted || time.GetElapsedTime(sum.At) > Fresh) known = sum = new Sum(day, SumAsync(day), time.GetTimestamp());
            return sum.Tokens;
        }
    }

    private async Task<long> SumAsync(DateOnly day)
    {
        long all = 0;
        await foreach (TableEntity one in rows.RowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition(day)} and RowKey ge {All} and RowKey lt {"all."}"), null, CancellationToken.None))
            all += one.GetInt64(Tokens) ?? 0;
        return all;
    }

    private async Task AddAsync(DateOnly day, string row, int tokens, CancellationToken cancellationToken)
    {
        string key = Partition(day) + row;
        waiting.AddOrUpdate(key, tokens, (_, already) => already + tokens);
        using IDisposable turn = await TurnAsync(row, cancellationToken);
        // Whoever's turn it is counts for all who wait; those have nothing to do any more.
        if (!waiting.TryRemove(key, out long sum)) return;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            TableEntity? found = await table.FindAsync(Partition(day), row, cancellationToken);
            TableEntity next = new(Partition(day), row) { [Tokens] = (found?.GetInt64(Tokens) ?? 0) + sum };
            if (await table.TrySaveAsync(next, found?.ETag.ToString(), cancellationToken) is not null) return;
        }
        // Ten others were faster: the count is a limit, not a bill.
    }

    private sealed class Turn(SemaphoreSlim taken) : IDisposable
    {
        public void Dispose() => taken.Release();
    }

    private sealed record Sum(DateOnly Day, Task<long> Tokens, long At);

    private static string Partition(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string RowOf(string visitor) => "v-" + StableHash.Hex(visitor, 24);
}
