namespace Personalization.Common;

/// <summary>Counts by name, for a bounded number of names: the smallest stay apart, the others count together.</summary>
internal static class NameCounts
{
    /// <summary>The name under which the others count.</summary>
    public const string Others = "other";

    /// <summary>Counts a name. Which names stay apart does not depend on the order: one that has gone has enough smaller ones before it for ever.</summary>
    /// <param name="counts">Sorted by name.</param>
    /// <param name="name">The name.</param>
    /// <param name="by">How often.</param>
    /// <param name="limit">Names kept, that of the others included.</param>
    public static void Add(IDictionary<string, long> counts, string name, long by, int limit)
    {
        counts[name] = By(counts, name) + by;
        int apart = counts.Count - (counts.ContainsKey(Others) ? 1 : 0);
        if (apart < limit) return;
        string largest = counts.Keys.Last(key => key != Others);
        long moved = counts[largest];
        counts.Remove(largest);
        counts[Others] = By(counts, Others) + moved;
    }

    private static long By(IDictionary<string, long> counts, string name) => counts.TryGetValue(name, out long known) ? known : 0;
}
