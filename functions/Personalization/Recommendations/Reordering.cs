namespace Personalization.Recommendations;

/// <summary>Puts the candidates of the strategy asked for into another order where the request asks for variety or news.</summary>
internal static class Reordering
{
    private const float NewHalfLifeDays = 30;
    private const float ContextWeight = 0.25f;

    public static void Apply(Worktable table)
    {
        RecommendationRequest request = table.Request;
        bool context = table.Context.Count > 0;
        if (request is { Diversity: 0, Freshness: 0 } && !context) return;
        List<Candidate> candidates = table.Candidates;
        // Fallbacks stay behind: each source is put in order for itself.
        for (int start = 0, end; start < candidates.Count; start = end)
        {
            for (end = start + 1; end < candidates.Count && ReferenceEquals(candidates[end].Source, candidates[start].Source);) end++;
            Order(table, start, end);
        }
    }

    /// <summary>Takes the best of what is left again and again; what is of a category or brand that has been taken counts less each time.</summary>
    private static void Order(Worktable table, int start, int end)
    {
        List<Candidate> candidates = table.Candidates;
        Span<float> values = stackalloc float[end - start];
        for (int at = start; at < end; at++) values[at - start] = Value(table, candidates[at].Product, 1 - ((at - start) / (float)(end - start)));
        for (int next = start; next < Math.Min(end, table.Request.Limit); next++)
        {
            int best = next;
            float highest = float.MinValue;
            for (int at = next; at < end; at++)
            {
                float value = values[at - start] - ((float)table.Request.Diversity * Sameness(table, candidates[at].Product, next));
                if (value > highest) (best, highest) = (at, value);
            }
            (Candidate taken, float itsValue) = (candidates[best], values[best - start]);
            for (int at = best; at > next; at--) (candidates[at], values[at - start]) = (candidates[at - 1], values[at - 1 - start]);
            (candidates[next], values[next - start]) = (taken, itsValue);
        }
    }

    private static float Value(Worktable table, int product, float relevance)
    {
        float freshness = (float)table.Request.Freshness;
        float news = freshness > 0 ? MathF.Pow(2, Math.Min(0, table.Parts.Goods[product].AddedDay - table.Today) / NewHalfLifeDays) : 0;
        float value = ((1 - freshness) * relevance) + (freshness * news);
        foreach (int attribute in table.Context)
            if (table.Parts.Attributes.Of(product).BinarySearch(attribute) >= 0) return value + ContextWeight;
        return value;
    }

    /// <summary>How much like those already taken a product is: 0.6 for each of its category, 0.4 for each of its brand.</summary>
    private static float Sameness(Worktable table, int product, int taken)
    {
        float same = 0;
        for (int at = 0; at < taken; at++)
        {
            int other = table.Candidates[at].Product;
            if (table.Parts.Goods[product].Category >= 0 && table.Parts.Goods[product].Category == table.Parts.Goods[other].Category) same += 0.6f;
            if (table.Parts.Goods[product].Brand >= 0 && table.Parts.Goods[product].Brand == table.Parts.Goods[other].Brand) same += 0.4f;
        }
        return same;
    }
}
