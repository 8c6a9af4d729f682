namespace Personalization.Recommendations;

/// <summary>After how many days customers buy a product again. Remembers the last purchase of as many customers and products as there is room for.</summary>
public sealed class PurchaseIntervals
{
    /// <summary>Last purchases remembered.</summary>
    public const int MostPurchases = 100_000;

    // Who comes back after more than a year has not used the product up.
    private const int LongestInterval = 400;

    private readonly Dictionary<ulong, int> lastDays = [];
    private readonly Queue<ulong> order = new();

    /// <summary>What is remembered of last purchases, oldest first: a hash of person and product, and the day.</summary>
    public IEnumerable<KeyValuePair<ulong, int>> LastPurchases => order.Select(key => KeyValuePair.Create(key, lastDays[key]));

    /// <summary>How many last purchases there are.</summary>
    public int Count => order.Count;

    /// <summary>Intervals by product.</summary>
    public Dictionary<string, IntervalSum> Products { get; } = new(StringComparer.Ordinal);

    /// <summary>Counts a purchase.</summary>
    /// <param name="key">Hash of the person and the product.</param>
    /// <param name="productId">The product.</param>
    /// <param name="day">The day.</param>
    public void Bought(ulong key, string productId, int day)
    {
        if (!lastDays.TryGetValue(key, out int last))
        {
            Remember(key, day);
            return;
        }
        int gap = Math.Abs(day - last);
        if (gap is > 0 and <= LongestInterval)
        {
            IntervalSum known = Products.GetValueOrDefault(productId);
            Products[productId] = new IntervalSum(known.Count + 1, known.Days + gap);
        }
        if (day > last) lastDays[key] = day;
    }

    /// <summary>Forgets some of the purchases, and says how many those were. What was counted by them stays.</summary>
    public int Forget(IReadOnlySet<ulong> some)
    {
        int count = some.Count(lastDays.Remove);
        if (count == 0) return 0;
        ulong[] left = [.. order.Where(lastDays.ContainsKey)];
        order.Clear();
        foreach (ulong one in left) order.Enqueue(one);
        return count;
    }

    /// <summary>Puts a remembered purchase back.</summary>
    public void Remember(ulong key, int day)
    {
        if (lastDays.TryAdd(key, day)) order.Enqueue(key);
        if (order.Count > MostPurchases) lastDays.Remove(order.Dequeue());
    }
}

/// <summary>How often a product was bought again, and the days between added up.</summary>
/// <param name="Count">How often.</param>
/// <param name="Days">Days.</param>
public readonly record struct IntervalSum(long Count, long Days)
{
    /// <summary>From how many repetitions on the mean says something.</summary>
    public const int Enough = 3;

    /// <summary>Days between, or null while too few came back.</summary>
    public double? Typical => Count >= Enough ? Days / (double)Count : null;
}
