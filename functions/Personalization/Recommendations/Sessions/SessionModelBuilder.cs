namespace Personalization.Recommendations.Sessions;

/// <summary>How a session model is built.</summary>
public sealed record SessionModelSettings
{
    /// <summary>What serves every shop: what differs between shops is fitted on their own visits.</summary>
    public static SessionModelSettings Default { get; } = new();

    /// <summary>Products that may follow a product, at most: the knee of accuracy against memory and time on shops of two kinds.</summary>
    public int RowLength { get; init; } = 48;

    /// <summary>Share of the visits, the newest ones, that the blend is fitted on.</summary>
    public double FittedShare { get; init; } = 0.06;

    /// <summary>Most sessions that the blend is fitted on.</summary>
    public int FittedSessions { get; init; } = 12_000;

    /// <summary>How many threads work on it; the result does not depend on it.</summary>
    public int Workers { get; init; } = Math.Min(4, Environment.ProcessorCount);
}

/// <summary>Builds session models: time and memory grow with the number of steps.</summary>
public static class SessionModelBuilder
{
    /// <summary>The model of all visits of a log.</summary>
    /// <param name="log">Visits.</param>
    /// <param name="products">How many products there are; their numbers are below.</param>
    /// <param name="facts">What else is known of the products.</param>
    /// <param name="settings">How to build it.</param>
    public static SessionModel Build(VisitLog log, int products, ProductFacts facts, SessionModelSettings settings)
    {
        if (log.Products.Length == 0) return SessionModel.Empty;
        Parts parts = new(settings.Workers);
        VisitIndex index = new(log, products);
        Blend blend = Fit(index, facts, settings, parts);
        Popularity popularity = new(log, products, log.Count);
        NearRows near = NearRows.Of(index, log.Count, popularity, parts);
        CandidateRow Candidates() => new(index, log.Count, popularity, near, facts, settings.RowLength);
        int[] biases = new int[products];
        for (int product = 0; product < products; product++) biases[product] = SessionWeights.Units(blend.BiasOf(popularity, product));
        (SessionRows rows, ByteScale last, ByteScale earlier) = Weigh(products, settings.RowLength, blend, Candidates, parts);
        return new SessionModel(rows, biases, new SessionEvidence(blend, last, earlier, popularity));
    }

    private static Blend Fit(VisitIndex index, ProductFacts facts, SessionModelSettings settings, Parts parts)
    {
        BlendQueries queries = BlendQueries.Newest(index.Visits, settings.FittedShare, settings.FittedSessions);
        if (queries.Count == 0 || queries.FirstVisit == 0) return Blend.Prior();
        int visits = queries.FirstVisit;
        Popularity popularity = new(index.Visits, index.Products, visits);
        NearRows near = NearRows.Of(index, visits, popularity, parts);
        BlendRows rows = new(queries.Products(), settings.RowLength, () => new(index, visits, popularity, near, facts, settings.RowLength), parts);
        return BlendFitter.Fit(queries, rows, popularity, settings.RowLength);
    }

    private static (SessionRows Rows, ByteScale Last, ByteScale Earlier) Weigh(int products, int rowLength, Blend blend, Func<CandidateRow> candidates, Parts parts)
    {
        int[] lengths = new int[products], others = new int[products * rowLength];
        float[] last = new float[products * rowLength], earlier = new float[products * rowLength];
        (float[] ofLast, float[] ofEarlier) = blend.PairWeights();
        parts.Run(products, () => (Row: candidates(), Features: new float[rowLength * PairFeatures.Count]), (scratch, product) =>
        {
            scratch.Row.Look(product);
            scratch.Row.WriteFeatures(product, scratch.Features);
            lengths[product] = scratch.Row.Products.Length;
            scratch.Row.Products.CopyTo(others.AsSpan(product * rowLength));
            for (int place = 0; place < lengths[product]; place++)
            {
                ReadOnlySpan<float> pair = scratch.Features.AsSpan(place * PairFeatures.Count, PairFeatures.Count);
                last[(product * rowLength) + place] = PairFeatures.Dot(ofLast, pair);
                earlier[(product * rowLength) + place] = PairFeatures.Dot(ofEarlier, pair);
            }
        });
        return Pack(lengths, others, last, earlier, rowLength);
    }

    private static (SessionRows Rows, ByteScale Last, ByteScale Earlier) Pack(int[] lengths, int[] others, float[] last, float[] earlier, int rowLength)
    {
        (ByteScale ofLast, ByteScale ofEarlier) = (ByteScale.Over(last), ByteScale.Over(earlier));
        int[] starts = new int[lengths.Length + 1];
        for (int product = 0; product < lengths.Length; product++) starts[product + 1] = starts[product] + lengths[product];
        SessionRows rows = new(starts, new int[starts[^1]], new byte[starts[^1]], new byte[starts[^1]]);
        for (int product = 0; product < lengths.Length; product++)
            for (int place = 0; place < lengths[product]; place++)
            {
                (int from, int to) = ((product * rowLength) + place, starts[product] + place);
                (rows.Products[to], rows.Last[to], rows.Earlier[to]) = (others[from], ofLast.Of(last[from]), ofEarlier.Of(earlier[from]));
            }
        return (rows, ofLast, ofEarlier);
    }
}
