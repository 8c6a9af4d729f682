namespace Personalization.Recommendations.Sessions;

/// <summary>What is known of products beside the visits; arrays by product number, or empty where the shop does not say.</summary>
/// <param name="Categories">A number for the category, or -1.</param>
/// <param name="Prices">Price of one piece in one currency, or NaN.</param>
public sealed record ProductFacts(int[] Categories, float[] Prices)
{
    /// <summary>Nothing is known.</summary>
    public static ProductFacts None { get; } = new([], []);

    internal bool SameCategory(int one, int other) =>
        one < Categories.Length && other < Categories.Length && Categories[one] >= 0 && Categories[one] == Categories[other];

    /// <summary>1 for equal prices, half of that at twice the price, 0 where a price is not known.</summary>
    internal float PriceNearness(int one, int other)
    {
        if (one >= Prices.Length || other >= Prices.Length) return 0;
        float ratio = Prices[one] / Prices[other];
        return ratio > 0 && float.IsFinite(ratio) ? Math.Min(ratio, 1 / ratio) : 0;
    }
}

/// <summary>How often products occur.</summary>
/// <param name="all">Occurrences.</param>
/// <param name="newest">Occurrences, the newest visit counting 1 and older ones less and less.</param>
internal sealed class Popularity(float[] all, float[] newest)
{
    private const double NewestShare = 0.03;

    /// <summary>Counts the visits before one.</summary>
    public Popularity(VisitLog log, int products, int visits) : this(new float[products], new float[products])
    {
        for (int visit = 0; visit < visits; visit++)
        {
            float weight = (float)Math.Exp(-(visits - visit) / (visits * NewestShare));
            foreach (int product in log.Of(visit))
            {
                All[product]++;
                Newest[product] += weight;
            }
        }
    }

    /// <summary>Occurrences.</summary>
    public float[] All { get; } = all;

    /// <summary>Occurrences, the newest visit counting 1 and older ones less and less.</summary>
    public float[] Newest { get; } = newest;
}
