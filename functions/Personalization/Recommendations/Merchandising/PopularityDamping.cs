namespace Personalization.Recommendations.Merchandising;

/// <summary>
/// Takes out of scores what they owe to popularity alone: what everybody is shown is clicked by many, and shown again. Scores are divided by
/// how much more popular a product is than the least popular candidate, as inverse propensity scoring does, to the power of the strength.
/// </summary>
public static class PopularityDamping
{
    /// <summary>Multiplies each score with ((1 + least p) / (1 + p)) to the power of the strength, so that none grows; then puts them in order.</summary>
    /// <param name="candidates">Candidates; put in order in place.</param>
    /// <param name="popularity">How popular each product of the shelf is, such as how often it was bought; 0 or more.</param>
    /// <param name="strength">From 0, nothing happens, to 1, popularity no longer counts at all where scores are proportional to it.</param>
    public static void Apply(Span<RankedCandidate> candidates, ReadOnlySpan<float> popularity, float strength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(strength, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(strength, 1);
        if (strength == 0 || candidates.Length == 0) return;
        float least = float.MaxValue;
        foreach (RankedCandidate candidate in candidates) least = Math.Min(least, popularity[candidate.Product]);
        for (int i = 0; i < candidates.Length; i++)
            candidates[i] = candidates[i] with { Score = candidates[i].Score * Factor(popularity[candidates[i].Product], strength, least) };
        CandidateOrder.SortByScore(candidates, new RankedCandidate[candidates.Length]);
    }

    /// <summary>What a score is multiplied with.</summary>
    /// <param name="popularity">How popular the product is.</param>
    /// <param name="strength">From 0 to 1.</param>
    /// <param name="least">How popular the least popular candidate is.</param>
    public static float Factor(float popularity, float strength, float least = 0) => MathF.Pow((1 + least) / (1 + popularity), strength);
}
