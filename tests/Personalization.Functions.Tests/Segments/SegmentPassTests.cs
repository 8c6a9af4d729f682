using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Common.Documents;
using Personalization.Events;
using Personalization.Functions.Segments;
using Personalization.Messages;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Segments;
using Personalization.Segments.Definitions;
using Personalization.Segments.Population;
using Personalization.Simulator.Stores;

namespace Personalization.Functions.Tests.Segments;

public sealed class SegmentPassTests : IDisposable
{
    private readonly SegmentWorld world = new();

    [Fact]
    [Trait("Feature", "S58")]
    public async Task Pass_SegmentIsCountedFromNowOnAndNoLonger_TellsOfThoseWhoAreInIt()
    {
        await world.DefineAsync("saw-tent", "saw: tent");
        await world.TakeAsync(world.Line("m1", product: "tent"));

        await world.DefineAsync("saw-tent", "saw: tent", "bestsellers: true");
        await world.PassAllAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.DefineAsync("saw-tent", "saw: tent");
        await world.PassAllAsync();

        Assert.Equal(["+saw-tent", "+bestsellers:saw-tent", "-bestsellers:saw-tent"], world.Told.Select(one => one.Change));
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
    public async Task Run_SegmentTakenAwayByAnotherInstanceMeanwhile_AsksForAnotherPass()
    {
        await world.DefineAsync("saw", "did: viewed");
        await world.TakeAsync(world.Line("m1"));
        await world.PassAllAsync();
        BehindStore behind = new(await world.Definitions.LoadAsync(default), world.Definitions);
        SegmentDesk desk = new(behind, [], world.Passes, new MemoryCatalogStore(), new SaidPredictions(), new MessagePolicy());
        SegmentPass pass = new(world.Store, world.Profiles, desk, world.Passes, world.Passes, world.Announcer, world.Clock, NullLogger<SegmentPass>.Instance);
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await pass.RunAsync("", default));
        await world.RemoveAsync("saw");
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("", await pass.RunAsync("", default));
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
    [Trait("Feature", "S30")]
    public async Task Erase_PersonWhileAPassGoesOn_LeavesNothingInTheNextSnapshot()
    {
        await world.DefineAsync("saw", "did: viewed");
        for (int number = 0; number < SegmentPass.Page + 50; number++)
            await world.Store.TrySaveAsync(new StoredProfile(new Profile { Key = PersonKey.User($"u{number}") }, null), ProfileRules.Apply(
                new Profile { Key = PersonKey.User($"u{number}") }, [EventCodec.Parse(world.Line($"m{number}", user: $"u{number}"))]).Profile, default);
        SegmentPass dies = new(new DyingScan(world.Store), world.Profiles, world.Desk, world.Passes, world.Passes, world.Announcer, world.Clock, NullLogger<SegmentPass>.Instance);
        await Assert.ThrowsAsync<IOException>(() => dies.RunAsync("", default));
        PersonKey first = (await world.Store.PageAsync(null, 1, default))[0].Profile.Key;

        await world.Profiles.DeleteAsync(first, default);
        Assert.Equal(1, await new SegmentPlace(world.Store, world.Due, world.Passes, world.Passes).EraseAsync(new PersonIdentity([first], [], null), default));
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await world.PassAllAsync();

        List<PersonKey> left = [];
        foreach (PopulationShard shard in (await world.Passes.FindAsync(default))!.Shards)
            await foreach (PopulationPerson one in world.Passes.ReadAsync(shard, default)) left.Add(one.Profile.Key);
        Assert.Equal(SegmentPass.Page + 49, left.Count);
        Assert.DoesNotContain(first, left);
    }

    [Fact]
    [Trait("Feature", "S42")]
    public async Task Count_SnapshotIsReplacedMeanwhile_AsksTheNewerOne()
    {
        await world.DefineAsync("saw", "saw: tent");
        await world.TakeAsync(world.Line("m1", product: "tent"));
        await world.PassAllAsync();
        Condition rule = SegmentReader.ReadRule("{\"rule\":{\"saw\":\"tent\"}}"u8).Rule!;

        Assert.Equal(1, (await new SegmentCounter(new ReplacedOnce(world.Passes, 1), world.Desk, world.Clock).CountAsync(rule, 100, default))!.Count);
        Assert.Single((await new SegmentCounter(new ReplacedOnce(world.Passes, 1), world.Desk, world.Clock).MembersAsync("saw", null, 10, default))!.Members);
        await Assert.ThrowsAsync<PopulationReplacedException>(() => new SegmentCounter(new ReplacedOnce(world.Passes, 99), world.Desk, world.Clock).CountAsync(rule, 100, default));
    }

    public void Dispose() => world.Dispose();

    /// <summary>What an instance has in memory that has not looked for a while.</summary>
    private sealed class BehindStore(DocumentIndex<SegmentLine> known, ISegmentStore store) : ISegmentStore
    {
        public ValueTask<DocumentIndex<SegmentLine>> CurrentAsync(CancellationToken cancellationToken) => new(known);

        public Task<DocumentIndex<SegmentLine>> LoadAsync(CancellationToken cancellationToken) => store.LoadAsync(cancellationToken);

        public Task<bool> TrySaveAsync(DocumentIndex<SegmentLine> next, CancellationToken cancellationToken) => store.TrySaveAsync(next, cancellationToken);
    }

    /// <summary>Its parts are gone so many times before they are there.</summary>
    private sealed class ReplacedOnce(IPopulation inner, int times) : IPopulation
    {
        private int left = times;

        public Task<PopulationSnapshot?> FindAsync(CancellationToken cancellationToken) => inner.FindAsync(cancellationToken);

        public IAsyncEnumerable<PopulationPerson> ReadAsync(PopulationShard shard, CancellationToken cancellationToken) =>
            left-- > 0 ? throw new PopulationReplacedException() : inner.ReadAsync(shard, cancellationToken);
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
