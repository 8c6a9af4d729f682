using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Personalization.LocalHost.Durable;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Durable;

/// <summary>A host that dies at any of its writes loses nothing and does nothing twice.</summary>
public sealed class CrashTests
{
    private readonly ConcurrentDictionary<string, int> effects = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Host_DyingAtAnyWrite_EndsAsIfItHadNot(bool writesItsLast)
    {
        for (int write = 1; await DiesAsync(write, writesItsLast); write++)
        {
            Assert.True(write < 100, "The run does not come to its end");
        }
    }

    /// <summary>False when the run ends before so many writes.</summary>
    private async Task<bool> DiesAsync(int write, bool writesItsLast)
    {
        effects.Clear();
        MemoryInstanceStore store = new();
        ManualTimeProvider clock = new(Engine.Start);
        await new InstanceStarter(store, _ => { }, clock).StartAsync("target", new ExecutionStarted("Target", null, null, null), null, null, _ => false, CancellationToken.None);
        await new InstanceStarter(store, _ => { }, clock).StartAsync("one", new ExecutionStarted("Parent", "1", null, null), null, null, _ => false, CancellationToken.None);
        CrashingStore mortal = new(store, write, writesItsLast);
        Engine first = await Engine.StartAsync(NewCode(), mortal, clock);
        Task passing = first.PassTimeAsync();
        bool died = await Task.WhenAny(mortal.Dead, passing) == mortal.Dead;
        // The dead one does nothing any more, whatever it still has in hand.
        await first.Inner.StopAsync(new CancellationToken(canceled: true));
        await passing;

        await using Engine second = await Engine.StartAsync(NewCode(), store, clock);
        await second.PassTimeAsync();

        OrchestrationMetadata parent = await second.RestAsync();
        Assert.Equal((OrchestrationRuntimeStatus.Completed, "1 2 10 11"), (parent.RuntimeStatus, parent.ReadOutputAs<string>()));
        Assert.Equal("a1 b1 a2 b2", (await second.RestAsync("target")).ReadOutputAs<string>());
        Assert.Empty(await store.OutgoingAsync(CancellationToken.None).ToListAsync());
        Assert.Equal(4, effects.Count);
        return died;
    }

    private Code NewCode() => new Code()
        .WithActivity<int>("Enter", number =>
        {
            effects[$"{number}"] = 1;
            return number;
        })
        .With("Parent", async context =>
        {
            int turn = context.GetInput<int>();
            context.SendEvent("target", "tell", $"a{turn}");
            int first = await context.CallActivityAsync<int>("Enter", turn);
            context.SendEvent("target", "tell", $"b{turn}");
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            int child = await context.CallSubOrchestratorAsync<int>("Child", turn);
            context.SetCustomStatus(child);
            if (turn == 2) return $"1 {first} 10 {child}";
            context.ContinueAsNew(2);
            return "";
        })
        .With("Child", async context => await context.CallActivityAsync<int>("Enter", context.GetInput<int>() + 9))
        .With("Target", async context =>
        {
            List<string> told = [];
            for (int i = 0; i < 4; i++) told.Add(await context.WaitForExternalEvent<string>("tell"));
            try
            {
                told.Add(await context.WaitForExternalEvent<string>("tell", TimeSpan.FromDays(30)));
            }
            catch (OperationCanceledException)
            {
                // No fifth comes.
            }
            return string.Join(' ', told);
        });
}
