using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.DurableTask.Client;
using Personalization.LocalHost.Durable;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Durable;

/// <summary>What every store does.</summary>
public abstract class InstanceStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private protected abstract IInstanceStore NewStore();

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public async Task Create_ThenLoad_GivesTheSame(int size)
    {
        IInstanceStore store = NewStore();
        await store.PrepareAsync(None);
        InstanceState state = State("a") with { Input = new string('x', size), Output = new string('y', size) };

        Assert.True(await store.CreateAsync(state, None));
        Assert.False(await store.CreateAsync(state with { Name = "other" }, None));

        StoredInstance loaded = (await store.LoadAsync("a", None))!;
        Same(state, loaded.State);
        Assert.Empty(loaded.History);
        Same(state, (await store.GetAsync("a", None))!);
        Assert.Null(await store.LoadAsync("b", None));
    }

    [Theory]
    [InlineData(10, 30)]
    [InlineData(20_000, 8)]
    [InlineData(70_000, 4)]
    public async Task Commit_ManySteps_KeepsTheHistoryInOrder(int size, int steps)
    {
        IInstanceStore store = NewStore();
        StoredInstance now = await CreateAsync(store, State("a") with { Input = "\"in\"" });
        List<HistoryEvent> expected = [];
        for (int step = 0; step < steps; step++)
        {
            HistoryEvent[] events = [new StepStarted(Engine.Start.AddDays(step)), new TaskCompleted(step, new string('z', size))];
            expected.AddRange(events);
            now = (await store.CommitAsync(now, new InstanceCommit(now.State with { CustomStatus = $"{step}" }, events), None))!;
            Assert.Equal(expected, now.History);
        }

        StoredInstance loaded = (await store.LoadAsync("a", None))!;

        Assert.Equal(expected, loaded.History);
        Assert.Equal($"{steps - 1}", loaded.State.CustomStatus);
        Assert.Equal("\"in\"", loaded.State.Input);
    }

    [Fact]
    public async Task Commit_OnWhatIsNoLongerSo_ChangesNothing()
    {
        IInstanceStore store = NewStore();
        StoredInstance first = await CreateAsync(store, State("a"));
        Assert.NotNull(await store.CommitAsync(first, new InstanceCommit(first.State with { CustomStatus = "one" }, []), None));

        Assert.Null(await store.CommitAsync(first, new InstanceCommit(first.State with { CustomStatus = "two" }, [new TimerFired(1)]), None));

        StoredInstance loaded = (await store.LoadAsync("a", None))!;
        Assert.Equal("one", loaded.State.CustomStatus);
        Assert.Empty(loaded.History);
        Assert.False(await store.DeleteAsync(first, None));
    }

    [Fact]
    public async Task Commit_NewTurn_BeginsWithAnEmptyHistory()
    {
        IInstanceStore store = NewStore();
        StoredInstance now = await CreateAsync(store, State("a"));
        for (int i = 0; i < 3; i++)
            now = (await store.CommitAsync(now, new InstanceCommit(now.State, [new EventRaised("e", new string('x', 40_000))]), None))!;

        InstanceState next = now.State with { Generation = 1, Input = "\"two\"", Inbox = [new ExecutionStarted("Loop", null, null, null), new EventRaised("late", null)] };
        now = (await store.CommitAsync(now, new InstanceCommit(next, [], NewTurn: true), None))!;

        StoredInstance loaded = (await store.LoadAsync("a", None))!;
        Assert.Empty(loaded.History);
        Same(next, loaded.State);
        Assert.NotNull(await store.CommitAsync(now, new InstanceCommit(next, [new TimerFired(1)]), None));
        Assert.Equal([new TimerFired(1)], (await store.LoadAsync("a", None))!.History);
    }

    [Fact]
    public async Task Outgoing_UntilRemoved_IsThere()
    {
        IInstanceStore store = NewStore();
        StoredInstance now = await CreateAsync(store, State("a"));
        OutgoingBatch batch = new("a", "0000000000-0000000000", [new("b", new EventRaised("hello", "\"you\"")) { Generation = 2, Origin = new Origin("a/0", 1) }]);
        await store.CommitAsync(now, new InstanceCommit(now.State, [], Outgoing: batch), None);

        OutgoingBatch found = Assert.Single(await store.OutgoingAsync(None).ToListAsync());
        Assert.Equal((batch.InstanceId, batch.Key, batch.Messages[0]), (found.InstanceId, found.Key, found.Messages[0]));

        await store.RemoveOutgoingAsync(found, None);
        Assert.Empty(await store.OutgoingAsync(None).ToListAsync());
    }

    [Fact]
    public async Task Outgoing_OfOneInstance_ComesInItsOrder()
    {
        IInstanceStore store = NewStore();
        StoredInstance now = await CreateAsync(store, State("a"));
        OutgoingBatch[] batches = [.. Enumerable.Range(0, 4).Select(step => new OutgoingBatch("a", $"0000000000-{step:D10}", [new("b", new EventRaised("hello", $"{step}"))]))];
        for (int step = 0; step < 4; step++)
        {
            now = (await store.CommitAsync(now, new InstanceCommit(now.State, [], Outgoing: batches[step]), None))!;
            if (step != 1) continue;
            foreach (OutgoingBatch early in batches[..2]) await store.RemoveOutgoingAsync(early, None);
        }

        Assert.Equal(batches[2..].Select(batch => batch.Key), await store.OutgoingAsync(None).Select(batch => batch.Key).ToListAsync());
    }

    [Fact]
    public async Task Active_GivesWhatHasWorkOrADueTime()
    {
        IInstanceStore store = NewStore();
        await CreateAsync(store, State("due") with { NextDue = Engine.Start });
        await CreateAsync(store, State("ended") with { Status = OrchestrationRuntimeStatus.Completed, AwaitsActivity = true, NextDue = Engine.Start });
        await CreateAsync(store, State("event"));
        await CreateAsync(store, State("working") with { AwaitsActivity = true });

        Assert.Equal(
            [new ActiveInstance("due", false, Engine.Start), new ActiveInstance("working", true, null)],
            await store.ActiveAsync(None).ToListAsync());
    }

    [Fact]
    public async Task List_ByPrefixAndPlace_GivesThoseBehind()
    {
        IInstanceStore store = NewStore();
        foreach (string id in (string[])["b-1", "a-2", "a-1", "a-3"]) await CreateAsync(store, State(id));

        Assert.Equal(["a-2", "a-3"], (await store.ListAsync("a-", "a-1", None).ToListAsync()).Select(state => state.InstanceId));
        Assert.Equal(4, (await store.ListAsync("", null, None).ToListAsync()).Count);
    }

    [Fact]
    public async Task Delete_Instance_LeavesNothing()
    {
        IInstanceStore store = NewStore();
        StoredInstance now = await CreateAsync(store, State("a") with { Input = new string('x', 50_000) });
        now = (await store.CommitAsync(now, new InstanceCommit(now.State, [new TimerFired(1)]), None))!;

        Assert.True(await store.DeleteAsync(now, None));

        Assert.Null(await store.LoadAsync("a", None));
        Assert.Empty((await CreateAsync(store, State("a"))).History);
    }

    private static InstanceState State(string id) => new(id, "Loop") { CreatedAt = Engine.Start, UpdatedAt = Engine.Start, Heard = [new Origin("x/0", 1)], Tags = new Dictionary<string, string> { ["k"] = "v" } };

    private static async Task<StoredInstance> CreateAsync(IInstanceStore store, InstanceState state)
    {
        await store.PrepareAsync(None);
        Assert.True(await store.CreateAsync(state, None));
        return (await store.LoadAsync(state.InstanceId, None))!;
    }

    private static void Same(InstanceState expected, InstanceState actual)
    {
        Assert.Equal(expected.Inbox, actual.Inbox);
        Assert.Equal(expected.Heard, actual.Heard);
        Assert.Equal(expected.Tags, actual.Tags);
        Assert.Equal(expected with { Inbox = [], Heard = [], Tags = null }, actual with { Inbox = [], Heard = [], Tags = null });
    }
}

public sealed class MemoryInstanceStoreTests : InstanceStoreTests
{
    private protected override IInstanceStore NewStore() => new MemoryInstanceStore();
}

[Collection(AzuriteCollection.Name)]
public sealed class TableInstanceStoreTests(AzuriteFixture azurite) : InstanceStoreTests
{
    private protected override IInstanceStore NewStore()
    {
        string name = azurite.UniqueName("durable");
        return new TableInstanceStore(new TableClient(azurite.ConnectionString, name), new BlobContainerClient(azurite.ConnectionString, name));
    }
}
