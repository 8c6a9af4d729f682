using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.LocalHost.Durable;

namespace Personalization.Benchmarks.Journeys;

/// <summary>What a host finds that starts while many journeys wait.</summary>
/// <param name="ScanSeconds">Reading the keys and due times of all waiting instances, and nothing else: the yardstick.</param>
/// <param name="PreparedSeconds">Until the host takes new work.</param>
/// <param name="RecoveredSeconds">Until it knows all that wait.</param>
/// <param name="MemoryMiB">What it holds more than before, once it has settled.</param>
internal sealed record WaitingResult(double ScanSeconds, double PreparedSeconds, double RecoveredSeconds, double MemoryMiB);

/// <summary>The start of a host over a store in which instances wait, in a process of its own.</summary>
internal static class WaitingRun
{
    public const string Command = "journeys-waiting";

    public static async Task<WaitingResult> StartAsync(string connectionString)
    {
        string self = Path.Combine(AppContext.BaseDirectory, "Personalization.Benchmarks.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [self, Command, connectionString]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("dotnet could not be started");
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<WaitingResult>(output)! : throw new InvalidOperationException("The host has not started; see above");
    }

    public static async Task<int> RunAsync(string connectionString)
    {
        TableInstanceStore store = Hub.Store(connectionString);
        long start = TimeProvider.System.GetTimestamp();
        long read = await store.ActiveAsync(CancellationToken.None).LongCountAsync();
        double scan = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{read:N0} instances wait"));
        ProcessMemory.Settle();
        double before = ProcessMemory.Resident(Environment.ProcessId);

        DurableEngine engine = new(store, new NoCode(), new DurableSettings(), TimeProvider.System, NullLoggerFactory.Instance);
        start = TimeProvider.System.GetTimestamp();
        await engine.StartAsync(CancellationToken.None);
        double prepared = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        await engine.IdleAsync();
        double recovered = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        ProcessMemory.Settle();
        double memory = ProcessMemory.Resident(Environment.ProcessId) - before;
        await engine.StopAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new WaitingResult(scan, prepared, recovered, memory)));
        return 0;
    }

    private sealed class NoCode : IDurableCode
    {
        public OrchestratorFunction? Orchestrator(string name) => null;

        public ActivityFunction? Activity(string name) => null;
    }
}
