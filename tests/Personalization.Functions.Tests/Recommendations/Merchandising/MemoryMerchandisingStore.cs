using System.Collections.Immutable;
using System.Globalization;
using Personalization.Recommendations.Merchandising;

namespace Personalization.Functions.Tests.Recommendations.Merchandising;

/// <summary>Rules in memory, by the same rules as those in a blob.</summary>
internal sealed class MemoryMerchandisingStore : IMerchandisingStore
{
    private readonly Lock gate = new();
    private StoredRules stored = StoredRules.None;
    private ImmutableSortedDictionary<string, RuleCost> costs = ImmutableSortedDictionary.Create<string, RuleCost>(StringComparer.Ordinal);
    private int versions;

    public ValueTask<StoredRules> CurrentAsync(CancellationToken cancellationToken) => new(stored);

    public Task<StoredRules> LoadAsync(CancellationToken cancellationToken) => Task.FromResult(stored);

    public Task<StoredRules?> TrySaveAsync(IReadOnlyList<MerchandisingRule> rules, string? version, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (stored.Version != version) return Task.FromResult<StoredRules?>(null);
            string content = RuleCodec.VersionOf(RuleCodec.Serialize(new MerchandisingRuleSet("", rules)));
            stored = new StoredRules(new MerchandisingRuleSet(content, rules), (++versions).ToString(CultureInfo.InvariantCulture));
            return Task.FromResult<StoredRules?>(stored);
        }
    }

    public Task<ImmutableSortedDictionary<string, RuleCost>> CostsAsync(CancellationToken cancellationToken) => Task.FromResult(costs);

    public Task AddCostsAsync(IReadOnlyDictionary<string, RuleCost> costs, CancellationToken cancellationToken)
    {
        lock (gate) this.costs = RuleCosts.Merged(this.costs, costs, stored.Set);
        return Task.CompletedTask;
    }
}
