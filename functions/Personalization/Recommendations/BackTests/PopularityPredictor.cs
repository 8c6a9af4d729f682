using Personalization.Profiles;
using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.BackTests;

/// <summary>Always guesses what was looked at, or bought, most often: what any model must beat.</summary>
public sealed class PopularityPredictor : ISessionPredictor
{
    private readonly int[] ranked;

    private PopularityPredictor(int[] counts)
    {
        ranked = [.. Enumerable.Range(0, counts.Length).Where(product => counts[product] > 0)];
        Array.Sort(ranked, (one, other) => counts[one] != counts[other] ? counts[other].CompareTo(counts[one]) : one.CompareTo(other));
    }

    /// <summary>By how often products were looked at or put into carts.</summary>
    public static PopularityPredictor ByLooks(ShoppingLog log)
    {
        int[] counts = new int[log.ProductIds.Length];
        for (int place = 0; place < log.Visits.Starts[^1]; place++)
            if (log.Visits.Kinds[place] != (byte)InteractionKind.Purchase) counts[log.Visits.Products[place]]++;
        return new PopularityPredictor(counts);
    }

    /// <summary>By how many orders products are in.</summary>
    public static PopularityPredictor ByOrders(ShoppingLog log)
    {
        int[] counts = new int[log.ProductIds.Length];
        foreach (int product in log.Orders.Products.AsSpan(0, log.Orders.Starts[^1])) counts[product]++;
        return new PopularityPredictor(counts);
    }

    /// <inheritdoc/>
    public int Predict(ReadOnlySpan<int> products, Span<int> best)
    {
        int count = 0;
        foreach (int product in ranked)
        {
            if (count == best.Length) break;
            if (!products.Contains(product)) best[count++] = product;
        }
        return count;
    }
}
