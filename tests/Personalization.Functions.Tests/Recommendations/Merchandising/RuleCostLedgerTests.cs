using Azure;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Functions.Recommendations.Merchandising;
using Personalization.Recommendations.Merchandising;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Recommendations.Merchandising;

public sealed class RuleCostLedgerTests
{
    private static readonly MerchandisingRule Rule = new() { Id = "a", Action = RuleAction.SameCategory };
    private static readonly MerchandisingRules Rules = MerchandisingRules.Compile(new MerchandisingRuleSet("v", [Rule]), ProductShelf.Empty, new MerchandisingLimits());

    private static async Task<long> ListsAsync(MemoryMerchandisingStore store) => (await store.CostsAsync(default)).GetValueOrDefault(RuleCosts.KeyOf(Rule), RuleCost.None).Lists;

    private static RuleEffect Effect => new("a", 1, 0, 0, 0.1);

    [Fact]
    public async Task Add_SeveralLists_BringsThemTogetherAfterAWhile()
    {
        ManualTimeProvider time = new(Make.Noon);
        MemoryMerchandisingStore store = new();
        await store.TrySaveAsync([Rule], null, default);
        await using RuleCostLedger ledger = new(store, time, NullLogger<RuleCostLedger>.Instance);

        for (int list = 0; list < 5; list++) ledger.Add(Rules, [Effect]);
        Assert.Equal(0, await ListsAsync(store));
        time.Advance(TimeSpan.FromSeconds(6));

        await Eventually.TrueAsync("the costs are stored", async () => await ListsAsync(store) == 5, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Dispose_ListsNotBroughtYet_BringsThem()
    {
        MemoryMerchandisingStore store = new();
        await store.TrySaveAsync([Rule], null, default);

        await using (RuleCostLedger ledger = new(store, new ManualTimeProvider(Make.Noon), NullLogger<RuleCostLedger>.Instance)) ledger.Add(Rules, [Effect]);

        Assert.Equal(1, await ListsAsync(store));
    }

    [Fact]
    public async Task Bring_StorageThatFails_KeepsTheCosts()
    {
        FailingOnce store = new();
        await store.Inner.TrySaveAsync([Rule], null, default);
        await using RuleCostLedger ledger = new(store, new ManualTimeProvider(Make.Noon), NullLogger<RuleCostLedger>.Instance);
        ledger.Add(Rules, [Effect]);

        await Assert.ThrowsAsync<RequestFailedException>(() => ledger.BringAsync(default));
        ledger.Add(Rules, [Effect]);
        await ledger.BringAsync(default);

        Assert.Equal(2, await ListsAsync(store.Inner));
    }

    /// <summary>Storage that is away at the first time.</summary>
    private sealed class FailingOnce : IMerchandisingStore
    {
        private bool failed;

        public MemoryMerchandisingStore Inner { get; } = new();

        public ValueTask<StoredRules> CurrentAsync(CancellationToken cancellationToken) => Inner.CurrentAsync(cancellationToken);

        public Task<StoredRules> LoadAsync(CancellationToken cancellationToken) => Inner.LoadAsync(cancellationToken);

        public Task<StoredRules?> TrySaveAsync(IReadOnlyList<MerchandisingRule> rules, string? version, CancellationToken cancellationToken) =>
            Inner.TrySaveAsync(rules, version, cancellationToken);

        public Task<System.Collections.Immutable.ImmutableSortedDictionary<string, RuleCost>> CostsAsync(CancellationToken cancellationToken) => Inner.CostsAsync(cancellationToken);

        public Task AddCostsAsync(IReadOnlyDictionary<string, RuleCost> costs, CancellationToken cancellationToken)
        {
            if (failed) return Inner.AddCostsAsync(costs, cancellationToken);
            failed = true;
            throw new RequestFailedException(503, "away");
        }
    }
}
