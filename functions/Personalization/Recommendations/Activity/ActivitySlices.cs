namespace Personalization.Recommendations;

/// <summary>
/// Counts of the products that matter most in each slice, by day. Bounded: the shop's own segments and the largest slices stay, and of each the products with the most
/// attention, so what is at the edge depends on when it came. What the whole shop counts does not.
/// </summary>
public sealed class ActivitySlices
{
    /// <summary>Slices kept.</summary>
    public const int MostSlices = 64;

    /// <summary>Products kept of each slice.</summary>
    public const int MostProducts = 200;

    /// <summary>Days kept apart.</summary>
    public const int Days = 90;

    /// <summary>The key of the sum of all older days.</summary>
    public const int Older = 0;

    private readonly Dictionary<string, Dictionary<string, SortedDictionary<int, ActivityCounts>>> slices = new(StringComparer.Ordinal);

    /// <summary>Counts by slice, product and day (days since 0001-01-01).</summary>
    public IReadOnlyDictionary<string, Dictionary<string, SortedDictionary<int, ActivityCounts>>> All => slices;

    /// <summary>Adds counts to a product's day in a slice.</summary>
    public void Add(string slice, string productId, int day, ActivityCounts counts)
    {
        if (counts == default) return;
        if (!slices.TryGetValue(slice, out Dictionary<string, SortedDictionary<int, ActivityCounts>>? products))
        {
            if (slices.Count >= 2 * MostSlices) KeepLargest();
            slices[slice] = products = new(StringComparer.Ordinal);
        }
        if (!products.TryGetValue(productId, out SortedDictionary<int, ActivityCounts>? days))
        {
            if (products.Count >= 2 * MostProducts) KeepBest(products);
            products[productId] = days = [];
        }
        days[day] = days.GetValueOrDefault(day) + counts;
    }

    /// <summary>Sums up what lies too far back, and keeps what matters most.</summary>
    /// <param name="newestDay">The day of the newest event.</param>
    /// <param name="isCounted">Whether a segment of the shop's is counted still.</param>
    public void Prune(int newestDay, Func<string, bool> isCounted)
    {
        foreach (string slice in slices.Keys.Where(one => Recommendations.Slices.OwnSegmentOf(one) is { } segment && !isCounted(segment)).ToArray()) slices.Remove(slice);
        foreach (Dictionary<string, SortedDictionary<int, ActivityCounts>> products in slices.Values)
        {
            if (products.Count > MostProducts) KeepBest(products);
            foreach (SortedDictionary<int, ActivityCounts> days in products.Values)
                foreach ((int day, ActivityCounts counts) in days.TakeWhile(one => one.Key <= newestDay - Days).Where(one => one.Key != Older).ToArray())
                {
                    days.Remove(day);
                    days[Older] = days.GetValueOrDefault(Older) + counts;
                }
        }
        if (slices.Count > MostSlices) KeepLargest();
    }

    private void KeepLargest()
    {
        foreach (string slice in slices.OrderByDescending(one => Recommendations.Slices.OwnSegmentOf(one.Key) is not null).ThenByDescending(one => one.Value.Values.Sum(Attention)).ThenBy(one => one.Key, StringComparer.Ordinal)
            .Skip(MostSlices).Select(one => one.Key).ToArray()) slices.Remove(slice);
    }

    private static void KeepBest(Dictionary<string, SortedDictionary<int, ActivityCounts>> products)
    {
        foreach (string productId in products.OrderByDescending(one => Attention(one.Value)).ThenBy(one => one.Key, StringComparer.Ordinal)
            .Skip(MostProducts).Select(one => one.Key).ToArray()) products.Remove(productId);
    }

    private static double Attention(SortedDictionary<int, ActivityCounts> days) => days.Values.Sum(counts => counts.Attention);
}
