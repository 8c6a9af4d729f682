using System.Globalization;
using Personalization.Testing;

namespace Personalization.Benchmarks.Journeys;

/// <summary>What journeys cost: the engine's starts and steps beside bare transactions, and a host's start while many journeys wait.</summary>
internal static class JourneysBenchmark
{
    public static async Task<Report> RunAsync(Options options)
    {
        EngineResult engine = await EngineAsync(options.Journeys);
        Section cost = await JourneyCost.RunAsync();
        WaitingResult waiting = await WaitingAsync(options.Waiting);
        string many = options.Waiting.ToString("N0", CultureInfo.InvariantCulture);
        return new Report("journeys",
        [
            new("engine", $"The engine over the emulator's tables, {options.Journeys.ToString("N0", CultureInfo.InvariantCulture)} abandoned carts with two reminders each",
            [
                new("startsPerSecond", "journeys started", engine.Starts, "/s"),
                new("insertsPerSecond", "reference: bare inserts of one row", engine.Inserts, "/s"),
                new("startsRatio", "starts / bare inserts", engine.Starts / engine.Inserts),
                new("stepsPerSecond", "steps stored", engine.Steps, "/s"),
                new("transactionsPerSecond", "reference: bare transactions of two rows", engine.Transactions, "/s"),
                new("stepsRatio", "steps / bare transactions", engine.Steps / engine.Transactions),
                new("stepsOfAJourney", "steps of a journey", engine.StepsOfAJourney),
            ]),
            cost,
            new("waiting", $"A host that starts while {many} journeys wait",
            [
                new("preparedSeconds", "until it takes new work", waiting.PreparedSeconds, "s"),
                new("recoveredSeconds", "until it knows all that wait", waiting.RecoveredSeconds, "s"),
                new("scanSeconds", "reference: reading their keys and due times", waiting.ScanSeconds, "s"),
                new("recoveredRatio", "recovery / reference", waiting.RecoveredSeconds / waiting.ScanSeconds),
                new("memoryMiB", "memory that they take", waiting.MemoryMiB, "MiB"),
                new("bytesEach", "memory of each", waiting.MemoryMiB * 1048576 / options.Waiting, "bytes"),
            ]),
        ],
        []);
    }

    private static async Task<EngineResult> EngineAsync(int journeys)
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        await EngineRun.RunAsync(azurite.ConnectionString, journeys / 10 + 1);
        await using AzuriteProcess fresh = await AzuriteProcess.StartAsync();
        return await EngineRun.RunAsync(fresh.ConnectionString, journeys);
    }

    private static async Task<WaitingResult> WaitingAsync(int count)
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        string one = await EngineRun.StartWaitingAsync(azurite.ConnectionString);
        await WaitingShop.FillAsync(azurite.ConnectionString, one, count - 1);
        return await WaitingRun.StartAsync(azurite.ConnectionString);
    }
}
