using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Imports;
using Personalization.Segments;
using Personalization.Segments.Definitions;

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
    [Trait("Feature", "S58")]
    public async Task Process_SegmentWhoseBestsellersAreCounted_TellsItWithTheEntry()
    {
        await world.DefineAsync("saw-tent", "saw: tent", "bestsellers: true");

        await world.TakeAsync(world.Line("m1", product: "tent"));

        Assert.Equal(["+saw-tent counted"], world.Told.Select(one => one.Change));
        Assert.Equal(["saw-tent"], (await world.Profiles.ResolveAsync(PersonKey.User("ana"), default)).Memberships.Named());
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
    [Trait("Feature", "S22")]
    public async Task Evaluate_ScoreIsOver_LeavesByTimeAlone()
    {
        await world.DefineAsync("fast-track", "trait: score:spender\natLeast: 0.8");
        PersonRow row = new(1, "ana", null, null) { Score = new FiledScore("spender", "Acme", 0.9m, 0.7, world.Clock.GetUtcNow().AddDays(10)) };
        await world.TakeAsync([.. new PersonLines("imp", world.Clock.GetUtcNow()).Of(row, PersonKey.User("ana"))]);

        await world.PassTimeAsync(TimeSpan.FromDays(9));
        Assert.Equal(["fast-track"], await world.OfAsync("ana"));
        await world.PassTimeAsync(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));

        Assert.Empty(await world.OfAsync("ana"));
        Assert.Equal(["+fast-track", "-fast-track"], world.Told.Select(one => one.Change));
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
    public async Task Link_DeviceTurnsOutToBeShared_TellsOfTheDeviceAndOfWhoHadIt()
    {
        await world.DefineAsync("saw-tent", "saw: tent");
        await world.TakeAsync(Make.Line("m1", product: "tent"));
        await world.TakeAsync(Make.Line("m2", user: "ana", product: "sock"));
        Assert.Equal(["saw-tent"], await world.OfAsync("ana"));
        HashSet<string> before = [.. world.Told.Select(one => one.MessageId)];

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.TakeAsync(Make.Line("m3", user: "ben", product: "sock"));
        await world.TakeAsync(Make.Line("m4", user: "cem", product: "sock"));

        Assert.Empty(await world.OfAsync("ana"));
        Assert.Equal(["saw-tent"], (await world.Store.LoadLatestAsync(PersonKey.Anonymous("device"), default)).Memberships.In.Keys);
        Assert.Equal(["+saw-tent", "-saw-tent"], world.Told.Where(one => !before.Contains(one.MessageId)).DistinctBy(one => one.MessageId).Select(one => one.Change).Order(StringComparer.Ordinal));
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
}
