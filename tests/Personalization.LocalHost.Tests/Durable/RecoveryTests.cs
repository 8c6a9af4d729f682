using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Personalization.LocalHost.Durable;

namespace Personalization.LocalHost.Tests.Durable;

/// <summary>What a host does before it has found all that the one before it left.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public async Task Event_BeforeTheInstanceIsFound_BeginsItsOpenActivityAgain()
    {
        (MemoryInstanceStore store, Engine first) = await DiedInAnActivityAsync();
        TaskCompletionSource listed = new();
        await using Engine second = await Engine.StartAsync(Working(() => Task.FromResult<object?>("done")), new CrashingStore(store, int.MaxValue, false) { Listed = listed.Task }, first.Clock);

        await second.Client.RaiseEventAsync("one", "told", "you");
        OrchestrationMetadata end = await second.Client.WaitForInstanceCompletionAsync("one", true);

        Assert.Equal("done you", end.ReadOutputAs<string>());
        listed.SetResult();
        await second.RestAsync();
    }

    [Fact]
    public async Task Recovery_OfAnInstanceWhoseActivityRunsHere_DoesNotBeginItTwice()
    {
        (MemoryInstanceStore store, Engine first) = await DiedInAnActivityAsync();
        (int begun, TaskCompletionSource listed, TaskCompletionSource<object?> work, TaskCompletionSource running) = (0, new(), new(), new());
        await using Engine second = await Engine.StartAsync(
            Working(() =>
            {
                begun++;
                running.TrySetResult();
                return work.Task;
            }),
            new CrashingStore(store, int.MaxValue, false) { Listed = listed.Task }, first.Clock);

        await second.Client.RaiseEventAsync("one", "told", "you");
        await running.Task;
        // So many others that what the host has in memory of the first makes room: the next wake-up reads it from the store.
        for (int i = 0; i < 1100; i++) await second.Client.ScheduleNewOrchestrationInstanceAsync("Waiter", null, new StartOrchestrationOptions($"other-{i}"));
        await Task.WhenAll(Enumerable.Range(0, 1100).Select(i => second.Client.WaitForInstanceStartAsync($"other-{i}")));
        listed.SetResult();
        await second.Client.RaiseEventAsync("one", "told", "again");
        work.SetResult("done");

        Assert.Equal("done you", (await second.RestAsync()).ReadOutputAs<string>());
        Assert.Equal(1, begun);
    }

    private static async Task<(MemoryInstanceStore Store, Engine Dead)> DiedInAnActivityAsync()
    {
        TaskCompletionSource running = new();
        Engine first = await Engine.StartAsync(Working(() =>
        {
            running.SetResult();
            return new TaskCompletionSource<object?>().Task;
        }));
        await first.Client.ScheduleNewOrchestrationInstanceAsync("Worker", null, new StartOrchestrationOptions("one"));
        await running.Task;
        await first.Inner.StopAsync(new CancellationToken(canceled: true));
        return ((MemoryInstanceStore)first.Store, first);
    }

    private static Code Working(Func<Task<object?>> work) => new Code()
        .WithActivity<object>("Work", _ => work())
        .With("Waiter", context => context.WaitForExternalEvent<string>("told"))
        .With("Worker", async context =>
        {
            string done = await context.CallActivityAsync<string>("Work");
            return $"{done} {await context.WaitForExternalEvent<string>("told")}";
        });
}
