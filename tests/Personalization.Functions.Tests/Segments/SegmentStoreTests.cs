using System.Collections.Immutable;
using Personalization.Common.Documents;
using Personalization.Functions.Profiles;
using Personalization.Functions.Segments;
using Personalization.Profiles;
using Personalization.Segments.Definitions;
using Personalization.Segments.Population;
using Personalization.Simulator.Stores;

namespace Personalization.Functions.Tests.Segments;

/// <summary>What every store of segments does.</summary>
public abstract class SegmentStoreSuite
{
    private static readonly DateTimeOffset Noon = Make.Noon;

    [Fact]
    public async Task TrySave_ChangedByAnotherSinceLoading_StoresNothing()
    {
        ISegmentStore store = Definitions();
        DocumentIndex<SegmentLine> empty = await store.LoadAsync(default);
        DocumentIndex<SegmentLine> next = empty with { Lines = empty.Lines.Add("vip", new SegmentLine(1, "name: VIP", Noon)) };

        Assert.True(await store.TrySaveAsync(next, default));
        Assert.False(await store.TrySaveAsync(next, default));

        Assert.Equal("name: VIP", (await store.LoadAsync(default)).Lines["vip"].Text);
    }

    [Fact]
    public async Task First_Entries_AreThoseThatAreDueInTheirOrder()
    {
        IDueIndex due = Due();
        await due.AddAsync("bb", Noon.AddSeconds(61), default);
        await due.AddAsync("aa", Noon.AddDays(1), default);
        await due.AddAsync("cc", Noon, default);
        await due.AddAsync("cc", Noon, default);

        IReadOnlyList<DueEntry> first = await due.FirstAsync(Noon.AddMinutes(2), 10, default);
        Assert.Equal([new DueEntry("cc", Noon), new DueEntry("bb", Noon.AddMinutes(2))], first);
        Assert.Single(await due.FirstAsync(Noon.AddMinutes(1), 10, default));
        await due.RemoveAsync(first[0], default);
        Assert.Equal(1, await due.ForgetAsync("aa", default));
        Assert.Equal(["bb"], (await due.FirstAsync(Noon.AddDays(9), 10, default)).Select(one => one.StorageKey));
    }

    [Fact]
    public async Task Publish_Snapshot_IsReadBackWithItsPeople()
    {
        (IPassStore passes, IPopulation population) = Passes();
        Assert.Null(await population.FindAsync(default));
        Profile ana = ProfileRules.Apply(new Profile { Key = PersonKey.User("ana") }, [Make.Event("m1", user: "ana")]).Profile;
        PopulationShard shard = new("population/1/0000", ana.Key.StorageKey, 1) { Segments = Samples.Counts("vip") };
        await passes.WriteShardAsync(shard, [new PopulationPerson(ana, ["vip"])], default);

        await passes.PublishAsync(new PopulationSnapshot(Noon, 1, [shard]), new SegmentNumbers(Noon, 1, Samples.Numbers("vip")), default);

        PopulationSnapshot found = (await population.FindAsync(default))!;
        PopulationPerson read = Assert.Single(await population.ReadAsync(found.Shards[0], default).ToListAsync());
        Assert.Equal("vip", Assert.Single(read.Segments));
        Assert.Equal(ProfileCodec.Serialize(PopulationCodec.Compact(ana)), ProfileCodec.Serialize(read.Profile));
        Assert.Equal(3, (await passes.NumbersAsync(default))!.Segments["vip"].Members);
        await passes.PutNormsAsync(ShopNorms.None with { At = Noon, Orders = [1, 2, 3, 4] }, default);
        Assert.Equal("1,2,3,4", string.Join(',', (await passes.NormsAsync(default)).Orders));
    }

    [Fact]
    public async Task Page_Profiles_ComeInTheOrderOfTheirKeysEachOnce()
    {
        (IProfileStore store, IProfileScan scan) = Profiles();
        for (int number = 0; number < 7; number++)
        {
            PersonKey key = PersonKey.User($"u{number}");
            await store.TrySaveAsync(await store.LoadLatestAsync(key, default), ProfileRules.Apply(new Profile { Key = key }, [Make.Event($"m{number}", user: key.Id)]).Profile, default);
        }

        IReadOnlyList<StoredProfile> first = await scan.PageAsync(null, 4, default), rest = await scan.PageAsync(first[^1].Profile.Key.StorageKey, 4, default);

        Assert.Equal((4, 3), (first.Count, rest.Count));
        string[] keys = [.. first.Concat(rest).Select(one => one.Profile.Key.StorageKey)];
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        Assert.Equal(7, keys.Distinct().Count());
        Assert.Equal(first[2].Profile.Key, (await scan.FindAsync(keys[2], default))!.Profile.Key);
        Assert.Null(await scan.FindAsync("none", default));
    }

    protected abstract ISegmentStore Definitions();

    protected abstract IDueIndex Due();

    protected abstract (IPassStore Passes, IPopulation Population) Passes();

    protected abstract (IProfileStore Store, IProfileScan Scan) Profiles();

    private static class Samples
    {
        public static ImmutableSortedDictionary<string, int> Counts(string id) => ImmutableSortedDictionary<string, int>.Empty.Add(id, 1);

        public static ImmutableSortedDictionary<string, SegmentCount> Numbers(string id) =>
            ImmutableSortedDictionary<string, SegmentCount>.Empty.Add(id, SegmentCount.Nobody with { Members = 3 });
    }
}

public sealed class MemorySegmentStoreTests : SegmentStoreSuite
{
    protected override ISegmentStore Definitions() => new MemorySegmentStore();

    protected override IDueIndex Due() => new MemoryDueIndex();

    protected override (IPassStore Passes, IPopulation Population) Passes()
    {
        MemoryPasses passes = new();
        return (passes, passes);
    }

    protected override (IProfileStore Store, IProfileScan Scan) Profiles()
    {
        MemoryProfileStore store = new();
        return (store, store);
    }
}

public sealed class AzuriteSegmentStoreTests(OwnAzurite azurite) : SegmentStoreSuite, IClassFixture<OwnAzurite>
{
    protected override ISegmentStore Definitions() => new BlobSegmentStore(azurite.Blobs, TimeProvider.System);

    protected override IDueIndex Due() => new TableDueIndex(azurite.Tables);

    protected override (IPassStore Passes, IPopulation Population) Passes()
    {
        BlobPassStore passes = new(azurite.Blobs, TimeProvider.System);
        return (passes, passes);
    }

    protected override (IProfileStore Store, IProfileScan Scan) Profiles()
    {
        TableProfileStore store = new(azurite.Tables, TimeProvider.System);
        return (store, store);
    }
}
