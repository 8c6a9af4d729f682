namespace Personalization.Recommendations;

/// <summary>A product's place in a ranking.</summary>
/// <param name="ProductId">Product.</param>
/// <param name="Score">What it is ranked by.</param>
/// <param name="Purchases">Orders that it was in.</param>
public sealed record RankedProduct(string ProductId, double Score, long Purchases);

/// <summary>What sells and what is on the rise, computed once for each state of the counts.</summary>
public sealed class ActivityRanking
{
    // Half-lives in spans of six hours. Ranking by exponential decay does not depend on when it is computed, only on the events.
    private const double SalesHalfLife = 14 * 4;
    private const double TrendHalfLife = 4;

    // What sold more than 90 days ago says a little where nothing newer says more: a shop that has only imported its history has bestsellers.
    private const double OlderWeight = 0.01;

    // Attention that every product is credited with over the long run, so that a handful of views is no trend.
    private const double TrendPrior = 20;

    private ActivityRanking(string version, IReadOnlyDictionary<string, long> totals, IReadOnlyDictionary<string, ActivityCounts> products)
        => (Version, EventTotals, Products) = (version, totals, products);

    /// <summary>Nothing happened yet.</summary>
    public static ActivityRanking Empty { get; } = From("empty", new ActivityState());

    /// <summary>Version of the counts.</summary>
    public string Version { get; }

    /// <summary>How often each event happened.</summary>
    public IReadOnlyDictionary<string, long> EventTotals { get; }

    /// <summary>Counts of each product.</summary>
    public IReadOnlyDictionary<string, ActivityCounts> Products { get; }

    /// <summary>Best-selling first.</summary>
    public IReadOnlyList<RankedProduct> Bestsellers { get; private init; } = [];

    /// <summary>Rising fastest first.</summary>
    public IReadOnlyList<RankedProduct> Trending { get; private init; } = [];

    /// <summary>Ranks the products of a state.</summary>
    public static ActivityRanking From(string version, ActivityState state)
    {
        double[] sales = Decay(SalesHalfLife), trend = Decay(TrendHalfLife);
        Dictionary<string, ActivityCounts> products = new(state.Products.Count, StringComparer.Ordinal);
        List<RankedProduct> sellers = [], rising = [];
        foreach ((string productId, SortedDictionary<int, ActivityCounts> spans) in state.Products)
        {
            ActivityCounts sum = default;
            double sold = 0, now = 0, usual = 0;
            foreach ((int span, ActivityCounts counts) in spans)
            {
                sum += counts;
                int age = state.NewestSpan - span;
                if (age >= ActivityState.Spans)
                {
                    sold += counts.Sales * OlderWeight;
                    continue;
                }
                sold += counts.Sales * sales[age];
                now += counts.Attention * trend[age];
                usual += counts.Attention * sales[age];
            }
            products[productId] = sum;
            sellers.Add(new RankedProduct(productId, sold, sum.Purchases));
            rising.Add(new RankedProduct(productId, now / (Math.Max(0, usual) + TrendPrior), sum.Purchases));
        }
        return new ActivityRanking(version, new Dictionary<string, long>(state.EventTotals, StringComparer.Ordinal), products) { Bestsellers = Sorted(sellers), Trending = Sorted(rising) };
    }

    private static double[] Decay(double halfLife) => [.. Enumerable.Range(0, ActivityState.Spans).Select(age => Math.Pow(2, -age / halfLife))];

    private static RankedProduct[] Sorted(List<RankedProduct> products) =>
        [.. products.Where(one => one.Score > 0).OrderByDescending(one => one.Score).ThenBy(one => one.ProductId, StringComparer.Ordinal)];
}
