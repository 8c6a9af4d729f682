using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Tests.Triggers;

public sealed partial class TimerTriggerTests
{
    [Fact]
    public async Task Start_MissedWhileStopped_RunsOncePastDueAndKeepsItsSchedule()
    {
        TriggerBench first = Bench();
        await (await StartAsync(first, "0 0 * * * *")).StopAsync(default);
        clock.Advance(TimeSpan.FromHours(5));
        TriggerBench second = Bench();
        ITriggerListener listener = await StartAsync(second, "0 0 * * * *", idle: false);
        await Until.TrueAsync(() => second.Invoker.Inputs.Count == 1);
        await IdleAsync();
        clock.Advance(TimeSpan.FromHours(1));
        await Until.TrueAsync(() => second.Invoker.Inputs.Count == 2);
        await listener.StopAsync(default);
        Assert.Empty(first.Invoker.Inputs);
        Assert.Equal([true, false], Timers(second).Select(timer => timer.IsPastDue));
        Assert.Equal(new DateTime(2026, 1, 1, 1, 0, 0, DateTimeKind.Utc), Timers(second).First().ScheduleStatus!.Next);
    }

    [Fact]
    public async Task Start_ScheduleChangedWhileStopped_IsNotPastDue()
    {
        await (await StartAsync(Bench(), "0 0 * * * *")).StopAsync(default);
        clock.Advance(TimeSpan.FromHours(5));
        TriggerBench bench = Bench();
        await (await StartAsync(bench, "0 30 * * * *")).StopAsync(default);
        Assert.Empty(bench.Invoker.Inputs);
        Assert.Equal(new DateTime(2026, 1, 1, 5, 30, 0, DateTimeKind.Utc), (await StoredAsync()).Next);
    }

    [Fact]
    public async Task Start_SecondHost_WaitsAndTakesOver()
    {
        TriggerBench first = Bench(), second = Bench();
        ITriggerListener one = await StartAsync(first, "0 */5 * * * *");
        ITriggerListener two = await StartAsync(second, "0 */5 * * * *", idle: false);
        await Until.TrueAsync(() => second.Log.Lines.Any(line => line.Contains("runs in another host", StringComparison.Ordinal)));
        clock.Advance(TimeSpan.FromMinutes(5));
        await Until.TrueAsync(() => first.Invoker.Inputs.Count == 1);
        Assert.Empty(second.Invoker.Inputs);
        await one.StopAsync(default);
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(10), () => second.Invoker.Inputs.Count == 1, "the take-over");
        await two.StopAsync(default);
        Assert.Single(first.Invoker.Inputs);
    }

    [Fact]
    public async Task Stop_WhileRunning_WaitsForTheRunAndItsStatus()
    {
        TriggerBench bench = Bench();
        TaskCompletionSource release = new();
        bench.Invoker.Function = (_, _) => release.Task;
        ITriggerListener listener = await StartAsync(bench, "0 * * * * *");
        clock.Advance(TimeSpan.FromSeconds(30));
        await Until.TrueAsync(() => bench.Invoker.Inputs.Count == 1);
        Task stopping = listener.StopAsync(default);
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        await stopping;
        Assert.Equal(new DateTime(2026, 1, 1, 0, 1, 0, DateTimeKind.Utc), (await StoredAsync()).Last);
    }
}
