using System.Collections.Immutable;
using Personalization.Common;
using Personalization.Events.Decisions;

namespace Personalization.Recommendations.Merchandising;

/// <summary>What a rule has done to the lists that were looked at. Whole numbers: sums do not depend on the order of adding.</summary>
/// <param name="Lists">Lists that it was applied to.</param>
/// <param name="Moved">Products moved in them.</param>
/// <param name="Removed">Products taken out of them.</param>
/// <param name="NotLifted">Products not lifted, being too far below the best.</param>
/// <param name="LostMillionths">Share of their relevance that it cost, summed up, in millionths.</param>
public sealed record RuleCost(long Lists, long Moved, long Removed, long NotLifted, long LostMillionths)
{
    /// <summary>Nothing yet.</summary>
    public static RuleCost None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Share of a list's relevance that the rule costs on average.</summary>
    public double LostRelevance => Lists == 0 ? 0 : Math.Round(LostMillionths / (1e6 * Lists), 6);

    /// <summary>With one more list.</summary>
    public RuleCost With(RuleEffect effect) => new(
        Lists + 1, Moved + effect.Moved, Removed + effect.Removed, NotLifted + effect.NotLifted, LostMillionths + (long)Math.Round(1e6 * effect.LostRelevance));

    /// <summary>Both together.</summary>
    public RuleCost With(RuleCost other) => new(
        Lists + other.Lists, Moved + other.Moved, Removed + other.Removed, NotLifted + other.NotLifted, LostMillionths + other.LostMillionths);
}

/// <summary>Which decisions rules' costs are taken from, and under which name they are kept.</summary>
public static class RuleCosts
{
    /// <summary>One decision of so many is looked at.</summary>
    public const int SampledOf = 16;

    /// <summary>True for decisions that are looked at: always the same ones.</summary>
    public static bool IsSampled(in DecisionId decision) => decision.Hash % SampledOf == 0;

    /// <summary>The name of a rule as it is now: a changed rule starts anew.</summary>
    public static string KeyOf(MerchandisingRule rule) => $"{rule.Id}/{StableHash.Hex(RuleCodec.Text(rule), 12)}";

    /// <summary>Costs of both; of rules that are no longer there none are kept.</summary>
    public static ImmutableSortedDictionary<string, RuleCost> Merged(
        ImmutableSortedDictionary<string, RuleCost> one, IEnumerable<KeyValuePair<string, RuleCost>> other, MerchandisingRuleSet rules)
    {
        ImmutableSortedDictionary<string, RuleCost>.Builder sum = ImmutableSortedDictionary.CreateBuilder<string, RuleCost>(StringComparer.Ordinal);
        HashSet<string> current = [.. rules.Rules.Select(KeyOf)];
        foreach ((string key, RuleCost cost) in one.Concat(other))
            if (current.Contains(key)) sum[key] = sum.GetValueOrDefault(key, RuleCost.None).With(cost);
        return sum.ToImmutable();
    }
}
