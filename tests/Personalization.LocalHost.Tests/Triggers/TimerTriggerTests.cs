using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Personalization.LocalHost.Hosting;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Triggers;

[Collection(AzuriteCollection.Name)]
public sealed partial class TimerTriggerTests(AzuriteFixture azurite) : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 30, TimeSpan.Zero);

    private readonly ManualTimeProvider clock = new(Start);
    private readonly List<TriggerBench> benches = [];
    private readonly string app = azurite.UniqueName("app");

    public void Dispose() => benches.ForEach(bench => bench.Dispose());

    [Fact]
    public async Task Start_ScheduleComesDue_RunsOnceAtItsTime()
    {
        TriggerBench bench = Bench();
        ITriggerListener listener = await StartAsync(bench, "0 */5 * * * *");
        clock.Advance(TimeSpan.FromSeconds(269));
        Assert.Empty(bench.Invoker.Inputs);
        clock.Advance(TimeSpan.FromSeconds(1));
        await Until.TrueAsync(() => bench.Invoker.Inputs.Count == 1);
        await listener.StopAsync(default);
        TimerInfo timer = Timers(bench).Single();
        Assert.False(timer.IsPastDue);
        Assert.Equal(new DateTime(2026, 1, 1, 0, 5, 0, DateTimeKind.Utc), timer.ScheduleStatus!.Next);
        Assert.Equal(default, timer.ScheduleStatus.Last);
        ScheduleStatus stored = await StoredAsync();
        Assert.Equal(new DateTime(2026, 1, 1, 0, 5, 0, DateTimeKind.Utc), stored.Last);
        Assert.Equal(new DateTime(2026, 1, 1, 0, 10, 0, DateTimeKind.Utc), stored.Next);
    }

    [Fact]
    public async Task Start_RunOnStartup_RunsAtOnce()
    {
        TriggerBench bench = Bench();
        ITriggerListener listener = bench.Listener(new TimerTriggerAttribute("0 0 * * * *") { RunOnStartup = true }, app);
        await listener.StartAsync(default);
        await Until.TrueAsync(() => bench.Invoker.Inputs.Count == 1);
        await listener.StopAsync(default);
        Assert.False(Timers(bench).Single().IsPastDue);
    }

    [Theory]
    [InlineData("*/10 * * * * *", true)]
    [InlineData("0 0 * * * *", false)]
    public async Task Start_UnderAMinuteOrMonitorOff_StoresNothing(string schedule, bool monitor)
    {
        TriggerBench bench = Bench();
        ITriggerListener listener = bench.Listener(new TimerTriggerAttribute(schedule) { UseMonitor = monitor, RunOnStartup = true }, app);
        await listener.StartAsync(default);
        await Until.TrueAsync(() => bench.Invoker.Inputs.Count == 1);
        await listener.StopAsync(default);
        Assert.Null(Timers(bench).Single().ScheduleStatus);
        Assert.False(await StatusBlob.ExistsAsync());
    }

    [Fact]
    public async Task Start_DueWhileRunning_RunsOnceRightAfterAndNeverTwiceAtATime()
    {
        TriggerBench bench = Bench();
        TaskCompletionSource release = new();
        int running = 0, most = 0;
        bench.Invoker.Function = async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await release.Task;
            Interlocked.Decrement(ref running);
        };
        ITriggerListener listener = await StartAsync(bench, "0 * * * * *");
        clock.Advance(TimeSpan.FromSeconds(30));
        await Until.TrueAsync(() => running == 1);
        clock.Advance(TimeSpan.FromMinutes(10));
        release.SetResult();
        await Until.TrueAsync(() => bench.Invoker.Inputs.Count == 2);
        await IdleAsync();
        Assert.Equal(2, bench.Invoker.Inputs.Count);
        await listener.StopAsync(default);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Start_RunFails_LogsAndRunsAgain()
    {
        TriggerBench bench = Bench();
        bench.Invoker.Function = (_, _) => throw new InvalidOperationException("no");
        ITriggerListener listener = await StartAsync(bench, "0 * * * * *");
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(15), () => bench.Invoker.Inputs.Count >= 2);
        await listener.StopAsync(default);
        Assert.Contains(bench.Log.Lines, line => line.Contains($"Timer {app} failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_DueInThreeMonths_WaitsInTurns()
    {
        TriggerBench bench = Bench();
        ITriggerListener listener = await StartAsync(bench, "0 0 0 1 4 *");
        await clock.AdvanceUntilAsync(TimeSpan.FromDays(1), () => clock.GetUtcNow() >= new DateTimeOffset(2026, 3, 31, 0, 0, 0, TimeSpan.Zero));
        Assert.Empty(bench.Invoker.Inputs);
        await clock.AdvanceUntilAsync(TimeSpan.FromDays(1), () => !bench.Invoker.Inputs.IsEmpty);
        await listener.StopAsync(default);
    }

    [Fact]
    public void CreateListener_BadSchedule_NamesTheField()
    {
        HostStartupException error = Assert.Throws<HostStartupException>(
            () => Bench(("Nightly", "0 0 25 * * *")).Listener(new TimerTriggerAttribute("%Nightly%"), "Rebuild"));
        Assert.Contains("0 0 25 * * *", error.Message, StringComparison.Ordinal);
        Assert.Contains("hour", error.Message, StringComparison.Ordinal);
    }

    private BlobClient StatusBlob => new BlobServiceClient(azurite.ConnectionString)
        .GetBlobContainerClient("azure-webjobs-hosts").GetBlobClient($"timers/{app}/{app}/status");

    private static IEnumerable<TimerInfo> Timers(TriggerBench bench) => bench.Invoker.Inputs.Select(input => (TimerInfo)input.Value);

    private async Task<ScheduleStatus> StoredAsync() =>
        JsonSerializer.Deserialize<ScheduleStatus>((await StatusBlob.DownloadContentAsync()).Value.Content.ToString())!;

    private TriggerBench Bench(params (string, string)[] settings)
    {
        benches.Add(new TriggerBench(azurite.ConnectionString, clock, settings: [("AzureFunctionsWebHost:hostid", app), .. settings]));
        return benches[^1];
    }

    private async Task<ITriggerListener> StartAsync(TriggerBench bench, string schedule, bool idle = true)
    {
        ITriggerListener listener = bench.Listener(new TimerTriggerAttribute(schedule), app);
        await listener.StartAsync(default);
        if (idle) await IdleAsync();
        return listener;
    }

    /// <summary>One timer renews the lock, the other waits for the schedule.</summary>
    private Task IdleAsync() => Until.TrueAsync(() => clock.WaitingTimers == 2, "the listener to wait");
}
