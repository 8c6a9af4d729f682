using Personalization.Profiles.Feedback;

namespace Personalization.Recommendations.Merchandising;

/// <summary>Compares a list before and after each rule.</summary>
internal sealed class EffectLog
{
    private readonly ICollection<RuleEffect> effects;
    private readonly int limit;
    private readonly double whole;
    private RankedCandidate[] before;
    private double relevance;

    public EffectLog(ICollection<RuleEffect> effects, ReadOnlySpan<RankedCandidate> candidates, int limit)
    {
        (this.effects, this.limit, before) = (effects, limit, candidates.ToArray());
        whole = relevance = Relevance(candidates, limit);
    }

    /// <summary>Scores of the first places, each by how probably it is looked at.</summary>
    public static double Relevance(ReadOnlySpan<RankedCandidate> candidates, int limit)
    {
        double sum = 0;
        for (int place = 0; place < Math.Min(limit, candidates.Length); place++) sum += Math.Max(0, candidates[place].Score) * Examination.At(place + 1);
        return sum;
    }

    public void Add(CompiledRule rule, ReadOnlySpan<RankedCandidate> after, int notLifted)
    {
        Dictionary<int, int> places = new(after.Length);
        for (int place = 0; place < after.Length; place++) places[after[place].Product] = place;
        int moved = 0, removed = 0;
        for (int place = 0; place < before.Length; place++)
        {
            int product = before[place].Product;
            if (!places.TryGetValue(product, out int now)) removed += place < limit ? 1 : 0;
            else if (rule.Rule.Action is RuleAction.Boost or RuleAction.Bury or RuleAction.Pin && rule.Products.Contains(product) && now != place && Math.Min(now, place) < limit) moved++;
        }
        double left = Relevance(after, limit);
        effects.Add(new RuleEffect(rule.Rule.Id, moved, removed, notLifted, whole <= 0 ? 0 : (relevance - left) / whole));
        (before, relevance) = (after.ToArray(), left);
    }
}
