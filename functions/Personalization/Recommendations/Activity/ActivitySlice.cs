namespace Personalization.Recommendations;

/// <summary>A product's place in a ranking.</summary>
/// <param name="ProductId">Product.</param>
/// <param name="Score">What it is ranked by.</param>
/// <param name="Purchases">Orders that it was in.</param>
public readonly record struct RankedProduct(string ProductId, double Score, long Purchases);

/// <summary>The time that a ranking looks at, up to the newest event.</summary>
public enum ActivityWindow
{
    /// <summary>All of it, what is older weighing less.</summary>
    Fading,

    /// <summary>24 hours.</summary>
    Day,

    /// <summary>7 days.</summary>
    Week,

    /// <summary>30 days.</summary>
    Month,

    /// <summary>90 days.</summary>
    Quarter,
}

/// <summary>What sells and what rises in one part of the shop. Immutable.</summary>
public sealed class ActivitySlice
{
    private readonly RankedProduct[][] bestsellers;
    private readonly RankedProduct[][] trending;

    internal ActivitySlice(RankedProduct[][] bestsellers, RankedProduct[][] trending) => (this.bestsellers, this.trending) = (bestsellers, trending);

    /// <summary>The windows by the names that requests use.</summary>
    public static IReadOnlyDictionary<string, ActivityWindow> Windows { get; } = new Dictionary<string, ActivityWindow>(StringComparer.Ordinal)
    {
        ["24h"] = ActivityWindow.Day, ["7d"] = ActivityWindow.Week, ["30d"] = ActivityWindow.Month, ["90d"] = ActivityWindow.Quarter,
    };

    /// <summary>Best-selling first.</summary>
    public IReadOnlyList<RankedProduct> Bestsellers(ActivityWindow window) => bestsellers[(int)window];

    /// <summary>Rising fastest first.</summary>
    public IReadOnlyList<RankedProduct> Trending(ActivityWindow window) => trending[(int)window];
}
