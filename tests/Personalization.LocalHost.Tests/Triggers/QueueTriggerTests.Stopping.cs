using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Tests.Triggers;

public sealed partial class QueueTriggerTests
{
    [Fact]
    public async Task Stop_WhileRunning_WaitsAndTakesNothingNew()
    {
        using TriggerBench bench = new(azurite.ConnectionString, host: Host);
        TaskCompletionSource release = new();
        bench.Invoker.Function = (_, _) => release.Task;
        await (await CreatedAsync()).SendMessageAsync("first");
        ITriggerListener listener = await StartAsync(bench);
        await Until.TrueAsync(() => bench.Invoker.Inputs.Count == 1);
        Task stopping = listener.StopAsync(default);
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        await stopping;
        await Queue.SendMessageAsync("second");
        Assert.Equal(1, await CountAsync(Queue));
        Assert.Single(bench.Invoker.Inputs);
    }

    [Fact]
    public async Task Stop_GivenUp_CancelsTheRunAndKeepsTheMessage()
    {
        using TriggerBench bench = new(azurite.ConnectionString, host: Host);
        bench.Invoker.Function = (_, cancelled) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled);
        await (await CreatedAsync()).SendMessageAsync("endless");
        ITriggerListener listener = await StartAsync(bench);
        await Until.TrueAsync(() => bench.Invoker.Inputs.Count == 1);
        await listener.StopAsync(new CancellationToken(canceled: true));
        Assert.Equal(1, await CountAsync(Queue));
    }

    [Fact]
    public async Task Stop_GivenUpOnARunThatHeedsNothing_LeavesItBehind()
    {
        using TriggerBench bench = new(azurite.ConnectionString, host: Host);
        bench.Invoker.Function = (_, _) => new TaskCompletionSource().Task;
        await (await CreatedAsync()).SendMessageAsync("deaf");
        ITriggerListener listener = await StartAsync(bench);
        await Until.TrueAsync(() => bench.Invoker.Inputs.Count == 1);
        await listener.StopAsync(new CancellationToken(canceled: true));
        Assert.Equal(1, await CountAsync(Queue));
    }
}
