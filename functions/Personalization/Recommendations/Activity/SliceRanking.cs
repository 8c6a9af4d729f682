namespace Personalization.Recommendations;

/// <summary>Ranks the products of one slice, whose counts go by spans of some length.</summary>
internal sealed class SliceRanking
{
    // Half-lives in spans of six hours. Ranking by exponential decay does not depend on when it is computed, only on the events.
    private const double SalesHalfLife = 14 * 4;
    private const double TrendHalfLife = 4;

    // What sold more than 90 days ago says a little where nothing newer says more: a shop that has only imported its history has bestsellers.
    private const double OlderWeight = 0.01;

    // Attention that every product is credited with over the long run, so that a handful of views is no trend.
    private const double TrendPrior = 20;

    private static readonly int[] WindowSpans = [0, 4, 7 * 4, 30 * 4, 90 * 4];
    private static readonly int Windows = WindowSpans.Length;

    private readonly int length;
    private readonly int newest;
    private readonly double[] sales;
    private readonly double[] trend;
    private readonly List<RankedProduct>[] sellers;
    private readonly List<RankedProduct>[] rising;

    /// <summary>Makes an empty ranking.</summary>
    /// <param name="length">How many six-hour spans one of these spans has.</param>
    /// <param name="newest">The newest span.</param>
    /// <param name="capacity">About how many products there are.</param>
    public SliceRanking(int length, int newest, int capacity)
    {
        (this.length, this.newest) = (length, newest);
        (sales, trend) = (Decay(SalesHalfLife), Decay(TrendHalfLife));
        sellers = [.. WindowSpans.Select(spans => new List<RankedProduct>(spans == 0 ? capacity : 0))];
        rising = [.. WindowSpans.Select(spans => new List<RankedProduct>(spans == 0 ? capacity : 0))];
    }

    /// <summary>Adds a product; gives the sum of its counts.</summary>
    public ActivityCounts Add(string productId, SortedDictionary<int, ActivityCounts> spans)
    {
        ActivityCounts sum = default;
        Span<double> sold = stackalloc double[Windows], now = stackalloc double[Windows];
        double usual = 0;
        foreach ((int span, ActivityCounts counts) in spans)
        {
            sum += counts;
            int age = (newest - span) * length;
            if (age >= ActivityState.Spans)
            {
                sold[0] += counts.Sales * OlderWeight;
                continue;
            }
            sold[0] += counts.Sales * sales[age];
            now[0] += counts.Attention * trend[age];
            usual += counts.Attention * sales[age];
            for (int window = 1; window < Windows; window++)
            {
                if (age >= WindowSpans[window]) continue;
                sold[window] += counts.Sales;
                now[window] += counts.Attention;
            }
        }
        double credit = Math.Max(0, usual) + TrendPrior;
        for (int window = 0; window < Windows; window++)
        {
            if (sold[window] > 0) sellers[window].Add(new RankedProduct(productId, sold[window], sum.Purchases));
            // Beside what the product usually gets: what has always been popular is no trend.
            if (now[window] > 0) rising[window].Add(new RankedProduct(productId, now[window] / credit, sum.Purchases));
        }
        return sum;
    }

    /// <summary>The rankings of all that was added.</summary>
    public ActivitySlice Ranked() => new([.. sellers.Select(Sorted)], [.. rising.Select(Sorted)]);

    private static double[] Decay(double halfLife) => [.. Enumerable.Range(0, ActivityState.Spans).Select(age => Math.Pow(2, -age / halfLife))];

    private static RankedProduct[] Sorted(List<RankedProduct> products)
    {
        RankedProduct[] sorted = [.. products];
        Array.Sort(sorted, (one, other) => other.Score.CompareTo(one.Score) is not 0 and int order ? order : string.CompareOrdinal(one.ProductId, other.ProductId));
        return sorted;
    }
}
