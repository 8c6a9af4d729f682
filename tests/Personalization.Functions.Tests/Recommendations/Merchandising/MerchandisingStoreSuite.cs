using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Functions.Recommendations.Merchandising;
using Personalization.Recommendations.Merchandising;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Recommendations.Merchandising;

/// <summary>What every store of rules does.</summary>
[Trait("Feature", "S66")]
public abstract class MerchandisingStoreSuite
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(3);
    private readonly ManualTimeProvider time = new(Make.Noon);

    [Fact]
    public async Task Load_NothingStored_GivesNoRulesAndNoCosts()
    {
        IMerchandisingStore store = Create(time);

        Assert.Equal((0, null), ((await store.LoadAsync(default)).Set.Rules.Count, (await store.LoadAsync(default)).Version));
        Assert.Null((await store.CurrentAsync(default)).Version);
        Assert.Empty(await store.CostsAsync(default));
    }

    [Fact]
    public async Task TrySave_Rules_AreLoadedByOthersUnderTheSameVersions()
    {
        IMerchandisingStore store = Create(time);

        StoredRules saved = (await store.TrySaveAsync([Rule("a"), Rule("b")], null, default))!;

        StoredRules loaded = await Another(store, time).LoadAsync(default);
        Assert.Equal(["a", "b"], loaded.Set.Rules.Select(rule => rule.Id));
        Assert.Equal((saved.Version, saved.Set.Version), (loaded.Version, loaded.Set.Version));
    }

    [Fact]
    public async Task TrySave_ChangedByAnotherSince_StoresNothing()
    {
        IMerchandisingStore store = Create(time), other = Another(store, time);
        StoredRules first = (await store.TrySaveAsync([Rule("a")], null, default))!;
        StoredRules second = (await other.TrySaveAsync([Rule("b")], first.Version, default))!;

        Assert.Null(await store.TrySaveAsync([Rule("c")], first.Version, default));
        Assert.Null(await store.TrySaveAsync([Rule("c")], null, default));
        Assert.Null(await store.TrySaveAsync([Rule("c")], "\"0x0\"", default));

        Assert.Equal(second.Version, (await store.LoadAsync(default)).Version);
        Assert.NotNull(await store.TrySaveAsync([Rule("c")], second.Version, default));
    }

    [Fact]
    public async Task Current_ChangedByAnotherInstance_ShowsItOnceItLooksAgain()
    {
        IMerchandisingStore store = Create(time), other = Another(store, time);
        Assert.Empty((await other.CurrentAsync(default)).Set.Rules);

        StoredRules saved = (await store.TrySaveAsync([Rule("a")], null, default))!;
        Assert.Single((await store.CurrentAsync(default)).Set.Rules);
        time.Advance(LookInterval);
        StoredRules now = await other.CurrentAsync(default);
        time.Advance(LookInterval);

        Assert.Equal(saved.Version, now.Version);
        Assert.Same(now, await other.CurrentAsync(default));
    }

    [Fact]
    public async Task AddCosts_ByManyAtOnce_AddsThemAllUp()
    {
        IMerchandisingStore store = Create(time), other = Another(store, time);
        await store.TrySaveAsync([Rule("a"), Rule("b")], null, default);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => (number % 2 == 0 ? store : other).AddCostsAsync(Costs("a", "gone"), default)));
        await store.AddCostsAsync(Costs("b"), default);

        ImmutableSortedDictionary<string, RuleCost> costs = await other.CostsAsync(default);
        Assert.Equal([(RuleCosts.KeyOf(Rule("a")), 10L), (RuleCosts.KeyOf(Rule("b")), 1L)], costs.Select(one => (one.Key, one.Value.Lists)));
        Assert.Equal(new RuleCost(10, 20, 30, 0, 1_000_000), costs.Values.First());
    }

    /// <summary>An empty store.</summary>
    private protected abstract IMerchandisingStore Create(ManualTimeProvider time);

    /// <summary>Another instance over the same storage.</summary>
    private protected abstract IMerchandisingStore Another(IMerchandisingStore store, ManualTimeProvider time);

    private static MerchandisingRule Rule(string id) => new() { Id = id, Action = RuleAction.Exclude, Products = new() { Ids = ["p"] } };

    private static Dictionary<string, RuleCost> Costs(params string[] ids) =>
        ids.ToDictionary(id => RuleCosts.KeyOf(Rule(id)), id => RuleCost.None.With(new RuleEffect(id, 2, 3, 0, 0.1)));
}

public sealed class MemoryMerchandisingStoreTests : MerchandisingStoreSuite
{
    private protected override IMerchandisingStore Create(ManualTimeProvider time) => new MemoryMerchandisingStore();

    private protected override IMerchandisingStore Another(IMerchandisingStore store, ManualTimeProvider time) => store;
}

public sealed class BlobMerchandisingStoreTests(OwnAzurite azurite) : MerchandisingStoreSuite, IClassFixture<OwnAzurite>
{
    [Fact]
    public async Task Current_RulesThatCannotBeRead_KeepsThoseInService()
    {
        ManualTimeProvider time = new(Make.Noon);
        IMerchandisingStore store = Create(time);
        await store.TrySaveAsync([new() { Id = "a", Action = RuleAction.SameCategory }], null, default);
        Assert.Single((await store.CurrentAsync(default)).Set.Rules);

        await azurite.Blobs.GetBlobContainerClient("merchandising").GetBlobClient("rules.json").UploadAsync(new BinaryData("{\"rules\":[{}]}"), overwrite: true);
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Single((await store.CurrentAsync(default)).Set.Rules);
        await Assert.ThrowsAsync<InvalidDataException>(() => store.LoadAsync(default));
    }

    private protected override IMerchandisingStore Create(ManualTimeProvider time)
    {
        azurite.Blobs.GetBlobContainerClient("merchandising").DeleteIfExists();
        return Another(null!, time);
    }

    private protected override IMerchandisingStore Another(IMerchandisingStore store, ManualTimeProvider time) =>
        new BlobMerchandisingStore(azurite.Blobs, time, NullLogger<BlobMerchandisingStore>.Instance);
}
