using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Events;
using Personalization.Functions.Segments;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Segments;
using Personalization.Segments.Definitions;
using Personalization.Segments.Population;

namespace Personalization.Functions.Tests.Segments;

public sealed class SegmentFlowTests : IDisposable
{
    private readonly SegmentWorld world = new();

    [Fact]
    [Trait("Feature", "S42")]
    public async Task Process_EventThatARuleAsksFor_EntersAndTellsOnce()
    {
        await world.DefineAsync("saw-tent", "saw: tent\nwithin: 30d");
        ReadOnlyMemory<byte> seen = world.Line("m1", product: "tent");

        await world.TakeAsync(seen);
        await world.TakeAsync(world.Line("m2", product: "sock"));

        Assert.Equal(["saw-tent"], await world.OfAsync("ana"));
        Assert.Equal(["+saw-tent"], world.Told.Select(one => one.Change));
        Profile ana = (await world.Profiles.ResolveAsync(PersonKey.User("ana"), default)).Profile;
        Assert.Equal(1, ana.EventCounts[ReservedEvents.SegmentEntered]);
    }

    [Fact]
    public async Task Process_SameMessageAgain_TellsTheSameThingUnderTheSameId()
    {
        await world.DefineAsync("saw-tent", "saw: tent");
        ReadOnlyMemory<byte> seen = world.Line("m1", product: "tent");
        await world.TakeAsync(seen);

        await world.TakeAsync(seen);

        Assert.Equal(2, world.Told.Count);
        Assert.Single(world.Told.DistinctBy(one => one.MessageId));
        Assert.Equal(1, (await world.Profiles.ResolveAsync(PersonKey.User("ana"), default)).Profile.EventCounts[ReservedEvents.SegmentEntered]);
    }

    [Fact]
    [Trait("Feature", "S38")]
    public async Task Evaluate_WindowIsOver_LeavesByTimeAlone()
    {
        await world.DefineAsync("saw-tent", "saw: tent\nwithin: 30d");
        await world.TakeAsync(world.Line("m1", product: "tent"));

        await world.PassTimeAsync(TimeSpan.FromDays(29));
        Assert.Equal(["saw-tent"], await world.OfAsync("ana"));
        await world.PassTimeAsync(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));

        Assert.Empty(await world.OfAsync("ana"));
        Assert.Equal(["+saw-tent", "-saw-tent"], world.Told.Select(one => one.Change));
    }

    [Fact]
    public async Task Evaluate_SegmentOfPeopleNotSeenForLong_IsNotLeftByItsOwnEvent()
    {
        await world.DefineAsync("gone", "lastSeen: {olderThan: 30d}");
        await world.DefineAsync("back", "- not: {segment: gone}\n- lastSeen: {newerThan: 30d}");
        await world.TakeAsync(world.Line("m1"));

        for (int day = 0; day < 40; day++) await world.PassTimeAsync(TimeSpan.FromDays(1));

        Assert.Equal(["gone"], await world.OfAsync("ana"));
        Assert.Equal(["+back", "+gone", "-back"], world.Told.Select(one => one.Change).Order(StringComparer.Ordinal));
        Assert.Equal(0, world.Due.Count);
    }

    [Fact]
    public async Task Process_LaterEvents_EnterNoNewTimeToLookAgain()
    {
        await world.DefineAsync("saw", "did: viewed\nwithin: 7d");
        await world.TakeAsync(world.Line("m1"));
        Assert.Equal(1, world.Due.Count);

        for (int more = 2; more < 20; more++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(10));
            await world.TakeAsync(world.Line($"m{more}"));
        }

        Assert.Equal(1, world.Due.Count);
    }

    [Fact]
    [Trait("Feature", "S52")]
    public async Task Run_NewRule_MovesEverybodyAndCountsThem()
    {
        for (int number = 0; number < 30; number++)
            await world.TakeAsync(world.Line($"m{number}", number % 3 == 0 ? EventNames.ProductAdded : EventNames.ProductViewed, $"u{number}"));
        await world.DefineAsync("carted", "did: carted");
        await world.DefineAsync("not-carted", "not: {segment: carted}");

        await world.PassAllAsync();

        Assert.Equal(["carted"], await world.OfAsync("u0"));
        Assert.Equal(["not-carted"], await world.OfAsync("u1"));
        SegmentNumbers numbers = (await world.Passes.NumbersAsync(default))!;
        Assert.Equal((30, 10, 20), (numbers.People, numbers.Segments["carted"].Members, numbers.Segments["not-carted"].Members));
        Assert.Equal(new FunnelStep(7, 10, 10, 0), numbers.Segments["carted"].Funnel[0]);
        Assert.Equal(30, world.Told.Count);
        Assert.Equal(30, (await world.Passes.StateAsync(default))!.Changed);
    }

    [Fact]
    public async Task Run_DiedInTheMiddle_IsTakenUpAndCountsNobodyTwice()
    {
        await world.DefineAsync("all", "did: viewed");
        for (int number = 0; number < SegmentPass.Page + 50; number++)
            await world.Store.TrySaveAsync(new StoredProfile(new Profile { Key = PersonKey.User($"u{number}") }, null), ProfileRules.Apply(
                new Profile { Key = PersonKey.User($"u{number}") }, [EventCodec.Parse(world.Line($"m{number}", user: $"u{number}"))]).Profile, default);
        DyingScan dying = new(world.Store);
        SegmentPass dies = new(dying, world.Profiles, world.Desk, world.Passes, world.Passes, world.Announcer, world.Clock, NullLogger<SegmentPass>.Instance);
        await Assert.ThrowsAsync<IOException>(() => dies.RunAsync("", default));
        Assert.Null(await world.Pass.RunAsync("", default));
        Assert.Null((await world.Passes.StateAsync(default))!.FinishedAt);

        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await world.PassAllAsync();

        SegmentNumbers numbers = (await world.Passes.NumbersAsync(default))!;
        Assert.Equal((SegmentPass.Page + 50, SegmentPass.Page + 50), (numbers.People, numbers.Segments["all"].Members));
        Assert.Equal(2, (await world.Passes.FindAsync(default))!.Shards.Length);
    }

    [Fact]
    [Trait("Feature", "S41")]
    public async Task Run_EnoughCustomers_DividesThemIntoFifths()
    {
        await world.DefineAsync("frequent", "rfm: {frequency: 5}");
        for (int customer = 0; customer < 20; customer++)
            for (int order = 0; order <= customer; order++)
                await world.TakeAsync(EventCodec.Line(
                    new EventDraft($"{customer}-{order}", EventType.Track, EventNames.OrderCompleted, $"u{customer}", null, Make.Noon, Make.Noon, "test"), json => json.WriteString("order_id", $"{customer}-{order}")));

        await world.PassAllAsync();

        Assert.Equal(["frequent"], await world.OfAsync("u19"));
        Assert.Empty(await world.OfAsync("u15"));
        Assert.Equal(4, (await world.Passes.NumbersAsync(default))!.Segments["frequent"].Members);
    }

    [Fact]
    public async Task Count_RuleNobodyHasStored_CountsByTheSnapshot()
    {
        for (int number = 0; number < 30; number++) await world.TakeAsync(world.Line($"m{number}", user: $"u{number}", product: number < 7 ? "tent" : "sock"));
        SegmentCounter counter = new(world.Passes, world.Desk, world.Clock);
        Condition rule = SegmentReader.ReadRule("{\"rule\":{\"saw\":\"tent\"}}"u8).Rule!;
        Assert.Null(await counter.CountAsync(rule, 100, default));

        await world.PassAllAsync();

        SegmentEstimate exact = (await counter.CountAsync(rule, 100, default))!;
        Assert.Equal((7, 7, 7, true), (exact.Count, exact.Low, exact.High, exact.Exact));
        SegmentEstimate sample = SegmentEstimate.Of(200, 1000, 100_000, Make.Noon);
        Assert.False(sample.Exact);
        Assert.Equal(20_000, sample.Count);
        Assert.InRange(sample.Low, 17_000, 18_500);
        Assert.InRange(sample.High, 21_500, 23_000);
    }

    [Fact]
    public async Task Members_InPages_AreAllThereOnce()
    {
        await world.DefineAsync("saw", "did: viewed");
        for (int number = 0; number < 25; number++) await world.TakeAsync(world.Line($"m{number}", user: $"u{number}"));
        await world.PassAllAsync();
        SegmentCounter counter = new(world.Passes, world.Desk, world.Clock);

        List<string> members = [];
        for (string? after = ""; after is not null;)
        {
            SegmentPage page = (await counter.MembersAsync("saw", after, 10, default))!;
            members.AddRange(page.Members.Select(one => one.Profile.Key.Id));
            after = page.Next;
        }

        Assert.Equal(Enumerable.Range(0, 25).Select(number => $"u{number}").Order(StringComparer.Ordinal), members.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Erase_Person_LeavesNothingInSnapshotAndIndex()
    {
        await world.DefineAsync("saw", "did: viewed\nwithin: 7d");
        await world.TakeAsync(world.Line("m1"), world.Line("m2", user: "ben"));
        await world.PassAllAsync();
        SegmentPlace place = new(world.Store, world.Due, world.Passes, world.Passes);
        PersonIdentity ana = new([PersonKey.User("ana")], [], null);
        Assert.NotNull(await place.ExportAsync(ana, default));

        Assert.Equal(2, await place.EraseAsync(ana, default));

        Assert.Equal(0, await place.EraseAsync(ana, default));
        List<PopulationPerson> left = [];
        foreach (PopulationShard shard in (await world.Passes.FindAsync(default))!.Shards)
            await foreach (PopulationPerson one in world.Passes.ReadAsync(shard, default)) left.Add(one);
        Assert.Equal("ben", Assert.Single(left).Profile.Key.Id);
    }

    [Fact]
    public async Task Erase_LastPersonOfAPart_LeavesNoKeyOfTheirsAsItsBound()
    {
        await world.DefineAsync("saw", "did: viewed\nwithin: 7d");
        string[] users = [.. new[] { "ana", "ben", "cyd" }.OrderBy(user => PersonKey.User(user).StorageKey, StringComparer.Ordinal)];
        foreach (string user in users) await world.TakeAsync(world.Line("m-" + user, user: user));
        await world.PassAllAsync();
        string key = PersonKey.User(users[2]).StorageKey;
        Assert.Equal(key, (await world.Passes.FindAsync(default))!.Shards[^1].LastKey);

        SegmentPlace place = new(world.Store, world.Due, world.Passes, world.Passes);
        await place.EraseAsync(new([PersonKey.User(users[2])], [], null), default);

        string kept = JsonSerializer.Serialize(await world.Passes.FindAsync(default), PassCodec.Default.PopulationSnapshot) + JsonSerializer.Serialize(await world.Passes.StateAsync(default), PassCodec.Default.PassState);
        Assert.DoesNotContain(key, kept, StringComparison.Ordinal);
        SegmentPage left = (await new SegmentCounter(world.Passes, world.Desk, world.Clock).MembersAsync("saw", null, 9, default))!;
        Assert.Equal(users[..2], left.Members.Select(one => one.Profile.Key.Id));
    }

    [Fact]
    public async Task Link_DeviceWithSegments_MovesThePersonIntoThem()
    {
        await world.DefineAsync("saw-tent", "saw: tent");
        await world.TakeAsync(Make.Line("m1", product: "tent"));

        await world.TakeAsync(Make.Line("m2", user: "ana", product: "sock"));

        Assert.Equal(["saw-tent"], await world.OfAsync("ana"));
        Assert.Empty((await world.Store.LoadLatestAsync(PersonKey.Anonymous("device"), default)).Memberships.In);
        Assert.Equal(["+saw-tent", "+saw-tent"], world.Told.Select(one => one.Change));
    }

    [Fact]
    public async Task Evaluate_SegmentKeptForARecipe_TellsOnlyWhatTimeBrings()
    {
        using SegmentWorld own = new(new OneSource());
        await own.TakeAsync(own.Line("m1"));
        Assert.Empty(own.Told);

        await own.PassTimeAsync(TimeSpan.FromDays(8));

        Assert.Equal(["-recipe:browsers"], own.Told.Select(one => one.Change));
    }

    public void Dispose() => world.Dispose();

    private sealed class OneSource : ISegmentSource
    {
        private readonly IReadOnlyList<SegmentDefinition> all =
            [new SegmentDefinition("recipe:browsers", "Browsers", "", new AgeTest(Moment.LastSeen, null, TimeSpan.FromDays(7)), 1) { IsNamed = false }];

        public ValueTask<IReadOnlyList<SegmentDefinition>> CurrentAsync(CancellationToken cancellationToken) => new(all);
    }

    /// <summary>Gives one page and dies, as a process does.</summary>
    private sealed class DyingScan(IProfileScan inner) : IProfileScan
    {
        private int pages;

        public Task<IReadOnlyList<StoredProfile>> PageAsync(string? after, int most, CancellationToken cancellationToken) =>
            pages++ == 0 ? inner.PageAsync(after, most, cancellationToken) : throw new IOException("Died");

        public Task<StoredProfile?> FindAsync(string storageKey, CancellationToken cancellationToken) => inner.FindAsync(storageKey, cancellationToken);
    }
}
