using System.Collections.Immutable;

namespace Personalization.Recommendations.Merchandising;

/// <summary>Rules and which version of them is stored.</summary>
/// <param name="Set">The rules; none where nothing is stored.</param>
/// <param name="Version">The store's version, or null when nothing is stored yet.</param>
public sealed record StoredRules(MerchandisingRuleSet Set, string? Version)
{
    /// <summary>Nothing is stored yet.</summary>
    public static StoredRules None { get; } = new(MerchandisingRuleSet.Empty, null);
}

/// <summary>The shop's rules and what they cost.</summary>
public interface IMerchandisingStore
{
    /// <summary>The rules as of a moment ago, from memory: cheap enough for every request.</summary>
    ValueTask<StoredRules> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>The rules as stored now.</summary>
    Task<StoredRules> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Puts rules in place of those of that version, or of none; null when others have changed them since.</summary>
    Task<StoredRules?> TrySaveAsync(IReadOnlyList<MerchandisingRule> rules, string? version, CancellationToken cancellationToken);

    /// <summary>What rules have cost, by <see cref="RuleCosts.KeyOf"/>.</summary>
    Task<ImmutableSortedDictionary<string, RuleCost>> CostsAsync(CancellationToken cancellationToken);

    /// <summary>Adds to what rules have cost; costs of rules that are no longer stored are dropped.</summary>
    Task AddCostsAsync(IReadOnlyDictionary<string, RuleCost> costs, CancellationToken cancellationToken);
}
