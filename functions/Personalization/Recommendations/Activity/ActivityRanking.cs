using Personalization.Recommendations.Outcomes;

namespace Personalization.Recommendations;

/// <summary>What sells and what is on the rise, computed once for each state of the counts.</summary>
public sealed class ActivityRanking
{
    private ActivityRanking(string version, IReadOnlyDictionary<string, long> totals, IReadOnlyDictionary<string, ActivityCounts> products, ActivitySlice whole)
        => (Version, EventTotals, Products, Whole) = (version, totals, products, whole);

    /// <summary>Nothing happened yet.</summary>
    public static ActivityRanking Empty { get; } = From("empty", new ActivityState());

    /// <summary>Version of the counts.</summary>
    public string Version { get; }

    /// <summary>How often each event happened.</summary>
    public IReadOnlyDictionary<string, long> EventTotals { get; }

    /// <summary>Counts of each product.</summary>
    public IReadOnlyDictionary<string, ActivityCounts> Products { get; }

    /// <summary>Rankings of the whole shop.</summary>
    public ActivitySlice Whole { get; }

    /// <summary>Rankings of places and segments, see <see cref="Recommendations.Slices"/>; none where too little happened.</summary>
    public IReadOnlyDictionary<string, ActivitySlice> Slices { get; private init; } = new Dictionary<string, ActivitySlice>();

    /// <summary>After how many days customers typically buy a product again, for those that they do.</summary>
    public IReadOnlyDictionary<string, double> Intervals { get; private init; } = new Dictionary<string, double>();

    /// <summary>What came of recommendations; not to be added to.</summary>
    public OutcomeState Outcomes { get; private init; } = new();

    /// <summary>How often creatives were shown and clicked.</summary>
    public IReadOnlyDictionary<CreativeKey, CreativeCount> Creatives { get; private init; } = new Dictionary<CreativeKey, CreativeCount>();

    /// <summary>Best-selling first.</summary>
    public IReadOnlyList<RankedProduct> Bestsellers => Whole.Bestsellers(ActivityWindow.Fading);

    /// <summary>Rising fastest first.</summary>
    public IReadOnlyList<RankedProduct> Trending => Whole.Trending(ActivityWindow.Fading);

    /// <summary>Ranks the products of a state.</summary>
    public static ActivityRanking From(string version, ActivityState state)
    {
        Dictionary<string, ActivityCounts> products = new(state.Products.Count, StringComparer.Ordinal);
        SliceRanking whole = new(1, state.NewestSpan, state.Products.Count);
        foreach ((string productId, SortedDictionary<int, ActivityCounts> spans) in state.Products) products[productId] = whole.Add(productId, spans);
        return new ActivityRanking(version, new Dictionary<string, long>(state.EventTotals, StringComparer.Ordinal), products, whole.Ranked())
        {
            Slices = state.Slices.All.ToDictionary(slice => slice.Key, slice => Ranked(slice.Value, state.NewestSpan), StringComparer.Ordinal),
            Intervals = state.Intervals.Products.Where(product => product.Value.Typical is not null)
                .ToDictionary(product => product.Key, product => product.Value.Typical!.Value, StringComparer.Ordinal),
            Outcomes = state.Outcomes,
            Creatives = new Dictionary<CreativeKey, CreativeCount>(state.Creatives.All),
        };
    }

    private static ActivitySlice Ranked(Dictionary<string, SortedDictionary<int, ActivityCounts>> products, int newestSpan)
    {
        int spansADay = (int)(TimeSpan.TicksPerDay / ActivityState.Span.Ticks);
        SliceRanking slice = new(spansADay, newestSpan / spansADay, products.Count);
        foreach ((string productId, SortedDictionary<int, ActivityCounts> days) in products) slice.Add(productId, days);
        return slice.Ranked();
    }
}
