namespace Personalization.Recommendations.Pairs;

/// <summary>In which visits or orders each product is, oldest first; each of them once.</summary>
internal sealed class Occurrences
{
    private readonly int[] starts;
    private readonly int[] groups;

    /// <summary>Indexes groups: group g holds the products from <c>groupStarts[g]</c> to <c>groupStarts[g + 1]</c>.</summary>
    public Occurrences(int productCount, int[] groupStarts, int[] products)
    {
        int[] last = new int[productCount], next = new int[productCount + 1];
        ForEach(groupStarts, products, last, (product, _) => next[product + 1]++);
        for (int product = 0; product < productCount; product++) next[product + 1] += next[product];
        (starts, groups) = ([.. next], new int[next[^1]]);
        ForEach(groupStarts, products, last, (product, group) => groups[next[product]++] = group);
    }

    /// <summary>The newest groups that hold the product, at most so many, oldest first.</summary>
    public ReadOnlySpan<int> Newest(int product, int most)
    {
        int end = starts[product + 1];
        return groups.AsSpan(Math.Max(starts[product], end - most)..end);
    }

    private static void ForEach(int[] groupStarts, int[] products, int[] last, Action<int, int> take)
    {
        last.AsSpan().Fill(-1);
        for (int group = 0; group + 1 < groupStarts.Length; group++)
            foreach (int product in products.AsSpan(groupStarts[group]..groupStarts[group + 1]))
            {
                if (last[product] == group) continue;
                last[product] = group;
                take(product, group);
            }
    }
}
