using Personalization.Recommendations.Merchandising;

namespace Personalization.Recommendations.Declared;

/// <summary>Brings what somebody has told the shop into a list.</summary>
internal static class DeclaredList
{
    private const int MostSaid = 8;

    /// <summary>What the visitor of a request has told; null for nothing, and for lists of what they chose before.</summary>
    public static DeclaredTaste? TasteFor(RecommendationRequest request, RecommendationContext context) =>
        context.Profile is { } profile && Strategies.Find(request.Strategy)?.Rules.HasFlag(Rules.OwnChoice) is false ? context.Shelf.Assortment.TasteOf(profile) : null;

    /// <summary>Weighs scores; what is worth too little for this visitor is not lifted.</summary>
    public static void Weigh(Span<RankedCandidate> candidates, DeclaredTaste taste)
    {
        float best = 0;
        foreach (RankedCandidate one in candidates) best = Math.Max(best, one.Score);
        foreach (ref RankedCandidate one in candidates)
        {
            float factor = taste.FactorOf(one.Product);
            if (factor < 1 || one.Score >= DeclaredTaste.RelevanceFloor * best) one = one with { Score = one.Score * factor };
        }
    }

    /// <summary>Says of what has come further up that it did for what the visitor told.</summary>
    /// <param name="candidates">In their new order.</param>
    /// <param name="ranked">The same, each with the place that it had before as its tag.</param>
    /// <param name="count">How many there were before.</param>
    /// <param name="taste">What was told.</param>
    public static void Explain(List<Candidate> candidates, ReadOnlySpan<RankedCandidate> ranked, int count, DeclaredTaste taste)
    {
        // Places among those that are left, so that one that has gone lifts nobody.
        Span<int> places = count <= 512 ? stackalloc int[count] : new int[count];
        foreach (RankedCandidate one in ranked) places[one.Tag] = 1;
        for (int at = 0, next = 0; at < count; at++) (places[at], next) = (next, next + places[at]);
        for (int at = 0; at < ranked.Length; at++)
            if (at < places[ranked[at].Tag] && taste.Of(candidates[at].Product) > 0 && taste.ReasonFor(candidates[at].Product) is { } reason)
                candidates[at] = candidates[at] with { Reason = reason, About = -1 };
    }

    /// <summary>What was said that shows in these items, and the sizes that were kept to.</summary>
    public static IReadOnlyList<string> Said(List<Candidate> items, DeclaredTaste taste) =>
        [.. items.Select(item => item.Reason.Said).Where(said => said is not null).Select(said => said!).Concat(items.Count > 0 ? taste.Sizes.Said : []).Distinct(StringComparer.Ordinal).Take(MostSaid)];
}
