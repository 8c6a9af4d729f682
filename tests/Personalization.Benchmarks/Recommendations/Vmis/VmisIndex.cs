using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Recommendations.Vmis;

/// <summary>
/// What VMIS-kNN keeps: of each product its most recent visits, the last one first, and of each visit its distinct products.
/// Visits are numbered by their ends: a larger number is a later one.
/// </summary>
internal sealed class VmisIndex
{
    private const int BestSellers = 60;

    private readonly int[] visitStarts, visits, productStarts, products;

    public VmisIndex(ShoppingLog log, int mostRecent)
    {
        (productStarts, products) = Distinct(log);
        int[] counts = new int[log.ProductIds.Length];
        foreach (int product in products) counts[product]++;
        (visitStarts, visits) = Posted(counts, mostRecent);
        // One more than the logarithm of how rare the product is among the visits.
        Weights = Array.ConvertAll(counts, count => count == 0 ? 1 : (float)(1 + Math.Log((double)log.Visits.Count / count)));
        Best = Recent(log);
    }

    /// <summary>What a product of a neighbour counts.</summary>
    public float[] Weights { get; }

    /// <summary>The most seen products of the last visits, best first: they fill up short answers.</summary>
    public int[] Best { get; }

    public int Visits => productStarts.Length - 1;

    public int Products => Weights.Length;

    public long Bytes => sizeof(int) * ((long)visitStarts.Length + visits.Length + productStarts.Length + products.Length + Weights.Length + Best.Length);

    public ReadOnlySpan<int> VisitsOf(int product) => visits.AsSpan(visitStarts[product]..visitStarts[product + 1]);

    public ReadOnlySpan<int> ProductsOf(int visit) => products.AsSpan(productStarts[visit]..productStarts[visit + 1]);

    private static (int[] Starts, int[] Products) Distinct(ShoppingLog log)
    {
        int[] starts = new int[log.Visits.Count + 1], seenIn = new int[log.ProductIds.Length];
        List<int> distinct = new(log.Visits.Products.Length);
        for (int visit = 0; visit < log.Visits.Count; visit++)
        {
            foreach (int product in log.Visits.Of(visit))
            {
                if (seenIn[product] == visit + 1) continue;
                seenIn[product] = visit + 1;
                distinct.Add(product);
            }
            starts[visit + 1] = distinct.Count;
        }
        return (starts, [.. distinct]);
    }

    private (int[] Starts, int[] Visits) Posted(int[] counts, int mostRecent)
    {
        int[] starts = new int[counts.Length + 1], filled = new int[counts.Length];
        for (int product = 0; product < counts.Length; product++) starts[product + 1] = starts[product] + Math.Min(counts[product], mostRecent);
        int[] posted = new int[starts[^1]];
        for (int visit = Visits - 1; visit >= 0; visit--)
        {
            foreach (int product in ProductsOf(visit))
                if (filled[product] < mostRecent) posted[starts[product] + filled[product]++] = visit;
        }
        return (starts, posted);
    }

    private static int[] Recent(ShoppingLog log)
    {
        int[] counts = new int[log.ProductIds.Length], best = new int[counts.Length];
        int first = log.Visits.Count - Math.Max(1, log.Visits.Count / 20);
        foreach (int product in log.Visits.Products.AsSpan(log.Visits.Starts[first])) counts[product]++;
        for (int product = 0; product < best.Length; product++) best[product] = product;
        Array.Sort(best, (one, other) => counts[one] != counts[other] ? counts[other].CompareTo(counts[one]) : one.CompareTo(other));
        return best[..Math.Min(BestSellers, best.Length)];
    }
}
