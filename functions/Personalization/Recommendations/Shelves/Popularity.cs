namespace Personalization.Recommendations.Shelves;

/// <summary>The rankings as numbers of the catalog.</summary>
public sealed class Popularity
{
    private readonly Dictionary<string, Ranked> slices;
    private readonly Ranked whole;

    internal Popularity(ActivityRanking ranking, Assortment assortment)
    {
        Ranking = ranking;
        whole = new Ranked(ranking.Whole, assortment);
        slices = ranking.Slices.ToDictionary(slice => slice.Key, slice => new Ranked(slice.Value, assortment), StringComparer.Ordinal);
        IntervalDays = new float[assortment.Count];
        foreach ((string productId, double days) in ranking.Intervals)
            if (assortment.Find(productId) is >= 0 and int number) IntervalDays[number] = (float)days;
        Sales = new float[assortment.Count];
        NumberList all = whole.Bestsellers(ActivityWindow.Fading);
        for (int place = 0; place < all.Numbers.Length; place++) Sales[all.Numbers[place]] = all.Scores[place];
    }

    /// <summary>The rankings.</summary>
    public ActivityRanking Ranking { get; }

    /// <summary>After how many days each product is typically bought again; 0 where it is not.</summary>
    internal float[] IntervalDays { get; }

    /// <summary>How well each product sells.</summary>
    internal float[] Sales { get; }

    internal Ranked Whole => whole;

    /// <summary>The rankings of a part of the shop, or null when nothing is known of it.</summary>
    internal Ranked? Of(string slice) => slices.GetValueOrDefault(slice);

    /// <summary>The rankings of one slice; windows that are rarely asked for are put in order when they first are.</summary>
    internal sealed class Ranked
    {
        private readonly Lazy<NumberList>[] bestsellers;
        private readonly Lazy<NumberList>[] trending;

        public Ranked(ActivitySlice slice, Assortment assortment)
        {
            bestsellers = [.. Enum.GetValues<ActivityWindow>().Select(window => new Lazy<NumberList>(() => ListOf(slice.Bestsellers(window), assortment)))];
            trending = [.. Enum.GetValues<ActivityWindow>().Select(window => new Lazy<NumberList>(() => ListOf(slice.Trending(window), assortment)))];
            Purchases = slice.Bestsellers(ActivityWindow.Fading).Sum(product => product.Purchases);
        }

        /// <summary>Purchases behind the rankings.</summary>
        public long Purchases { get; }

        public NumberList Bestsellers(ActivityWindow window) => bestsellers[(int)window].Value;

        public NumberList Trending(ActivityWindow window) => trending[(int)window].Value;

        private static NumberList ListOf(IReadOnlyList<RankedProduct> ranked, Assortment assortment)
        {
            List<int> numbers = new(ranked.Count);
            List<float> scores = new(ranked.Count);
            foreach (RankedProduct one in ranked)
            {
                if (assortment.Find(one.ProductId) is not (>= 0 and int number)) continue;
                numbers.Add(number);
                scores.Add((float)one.Score);
            }
            return new NumberList([.. numbers], [.. scores], assortment.Parts.Category, assortment.Categories.Count);
        }
    }
}
