using Azure.Data.Tables;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Functions.Journeys.Carts;
using Personalization.LocalHost.Durable;

namespace Personalization.Benchmarks.Journeys;

/// <summary>What the engine does in a second, beside what the emulator takes of bare transactions of the same rows.</summary>
/// <param name="Starts">Journeys started a second.</param>
/// <param name="Steps">Steps of journeys a second: each one is stored.</param>
/// <param name="StepsOfAJourney">How many steps one journey takes.</param>
/// <param name="Inserts">Bare inserts of one row a second.</param>
/// <param name="Transactions">Bare transactions of two rows a second.</param>
internal sealed record EngineResult(double Starts, double Steps, double StepsOfAJourney, double Inserts, double Transactions);

/// <summary>Runs journeys by the engine over tables of the emulator.</summary>
internal static class EngineRun
{
    private const int AtOnce = 32;

    public static async Task<EngineResult> RunAsync(string connectionString, int journeys)
    {
        CountingStore store = new(Hub.Store(connectionString));
        DurableEngine engine = new(store, new CannedJourney(waits: false, TimeProvider.System), new DurableSettings(), TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None);
        LocalDurableTaskClient client = new(engine);
        double inserts = journeys / await SecondsAsync(() => BareAsync(connectionString, "Inserts", journeys, rows: 1));
        // Started for later: what then runs does not share in the time of the starts.
        DateTimeOffset later = TimeProvider.System.GetUtcNow().AddMinutes(2);
        double starts = journeys / await SecondsAsync(() => StartAllAsync(client, journeys, later));
        await engine.StopAsync(CancellationToken.None);

        DurableEngine second = new(store, new CannedJourney(waits: false, new Later(later)), new DurableSettings(), new Later(later), NullLoggerFactory.Instance);
        long before = store.Steps;
        double seconds = await SecondsAsync(async () =>
        {
            await second.StartAsync(CancellationToken.None);
            LocalDurableTaskClient other = new(second);
            await Parallel.ForEachAsync(Ids(journeys), new ParallelOptions { MaxDegreeOfParallelism = journeys }, async (id, token) => await other.WaitForInstanceCompletionAsync(id, false, token));
        });
        long steps = store.Steps - before;
        await second.StopAsync(CancellationToken.None);
        double transactions = journeys / await SecondsAsync(() => BareAsync(connectionString, "Transactions", journeys, rows: 2));
        return new EngineResult(starts, steps / seconds, (double)steps / journeys, inserts, transactions);
    }

    /// <summary>Starts one journey that waits for months, and gives its id when it does.</summary>
    public static async Task<string> StartWaitingAsync(string connectionString)
    {
        DurableEngine engine = new(Hub.Store(connectionString), new CannedJourney(waits: true, TimeProvider.System), new DurableSettings(), TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None);
        string id = await StartAsync(new LocalDurableTaskClient(engine), "journey-abandoned-cart-0123456789012345678901234567890123456789-0123456789abcdef", null);
        await engine.IdleAsync();
        await engine.StopAsync(CancellationToken.None);
        return id;
    }

    private static IEnumerable<string> Ids(int journeys) => Enumerable.Range(0, journeys).Select(number => $"journey-abandoned-cart-{number:D40}-0123456789abcdef");

    private static Task StartAllAsync(LocalDurableTaskClient client, int journeys, DateTimeOffset at) =>
        Parallel.ForEachAsync(Ids(journeys), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (id, _) => await StartAsync(client, id, at));

    private static Task<string> StartAsync(LocalDurableTaskClient client, string id, DateTimeOffset? at) =>
        client.ScheduleNewOrchestrationInstanceAsync(AbandonedCartFunctions.Orchestrator, CannedJourney.Input(TimeProvider.System.GetUtcNow()), new StartOrchestrationOptions(id, at));

    private static async Task BareAsync(string connectionString, string name, int count, int rows)
    {
        TableClient table = new(connectionString, name);
        await table.CreateIfNotExistsAsync();
        byte[] content = new byte[700];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, token) =>
        {
            TableEntity[] entities = [.. Enumerable.Range(0, rows).Select(row => new TableEntity($"partition-{number}", $"row-{row}") { ["Content"] = content })];
            if (rows == 1) await table.AddEntityAsync(entities[0], token);
            else await table.SubmitTransactionAsync(entities.Select(entity => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity)), token);
        });
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        long start = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The clock of some minutes later.</summary>
    private sealed class Later(DateTimeOffset at) : TimeProvider
    {
        private readonly TimeSpan ahead = at - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
    }
}
