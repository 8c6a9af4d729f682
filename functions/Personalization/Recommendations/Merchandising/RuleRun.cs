using System.Buffers;

namespace Personalization.Recommendations.Merchandising;

/// <summary>The rules of one list at work. With someone to tell the effects to they are done one by one, else all of a kind at once: to the same end.</summary>
internal readonly struct RuleRun(
    ProductShelf shelf, MerchandisingLimits limits, MerchandisingContext context, int anchorCategory, RankedCandidate[] room, ICollection<RuleEffect>? effects)
{
    /// <summary>Applies rules, in the order of their stages, to candidates that are in order; tells how many of these stay.</summary>
    public int Apply(ReadOnlySpan<CompiledRule> rules, Span<RankedCandidate> candidates)
    {
        double best = Math.Max(0, candidates[0].Score);
        EffectLog? log = effects is null ? null : new EffectLog(effects, candidates, context.Limit);
        int count = candidates.Length;
        for (int start = 0, end; start < rules.Length && count > 0; start = end)
        {
            end = start + 1;
            while (end < rules.Length && Together(rules[start].Rule.Action, rules[end].Rule.Action)) end++;
            count = Apply(rules[start..end], candidates[..count], best, log);
        }
        return count;
    }

    private static bool Together(RuleAction one, RuleAction other) => IsFactor(one) ? IsFactor(other) : one is RuleAction.Pin && other is RuleAction.Pin;

    private static bool IsFactor(RuleAction action) => action is RuleAction.Boost or RuleAction.Bury;

    private int Apply(ReadOnlySpan<CompiledRule> group, Span<RankedCandidate> candidates, double best, EffectLog? log)
    {
        RuleAction action = group[0].Rule.Action;
        if (!IsFactor(action) && action is not RuleAction.Pin)
        {
            int left = action is RuleAction.Limit ? Limit(group[0], candidates) : Remove(group[0], candidates);
            log?.Add(group[0], candidates[..left], 0);
            return left;
        }
        Span<RankedCandidate> origin = room.AsSpan(0, candidates.Length);
        candidates.CopyTo(origin);
        using PinOrder pins = action is RuleAction.Pin ? new PinOrder(group) : default;
        ReadOnlySpan<CompiledRule> ordered = action is RuleAction.Pin ? pins.Rules : group;
        for (int done = log is null ? ordered.Length : 1; done <= ordered.Length; done++)
        {
            int notLifted = action is RuleAction.Pin
                ? PinOrder.Place(ordered[..done], origin, candidates, best)
                : CandidateOrder.Weigh(ordered[..done], origin, candidates, best, limits.BoostCap);
            log?.Add(ordered[done - 1], candidates, notLifted);
        }
        return candidates.Length;
    }

    private int Remove(CompiledRule rule, Span<RankedCandidate> candidates)
    {
        int left = 0;
        foreach (RankedCandidate candidate in candidates)
            if (Stays(rule, candidate.Product)) candidates[left++] = candidate;
        return left;
    }

    private bool Stays(CompiledRule rule, int product) => rule.Rule.Action switch
    {
        RuleAction.Exclude => !rule.Products.Contains(product),
        RuleAction.Include => rule.Products.Contains(product),
        _ => shelf.CategoryOf[product] == anchorCategory || !rule.Products.Contains(product),
    };

    private int Limit(CompiledRule rule, Span<RankedCandidate> candidates)
    {
        int[] groupOf = rule.Rule.Per is RuleGroup.Brand ? shelf.BrandOf : shelf.CategoryOf;
        int[] rented = ArrayPool<int>.Shared.Rent(candidates.Length);
        int left = 0, counted = 0, most = rule.Rule.Max ?? int.MaxValue;
        foreach (RankedCandidate candidate in candidates)
        {
            if (groupOf[candidate.Product] is >= 0 and var group && rule.Products.Contains(candidate.Product))
            {
                if (rented.AsSpan(0, counted).Count(group) >= most) continue;
                rented[counted++] = group;
            }
            candidates[left++] = candidate;
        }
        ArrayPool<int>.Shared.Return(rented);
        return left;
    }
}
