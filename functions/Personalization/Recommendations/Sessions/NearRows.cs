namespace Personalization.Recommendations.Sessions;

/// <summary>
/// The nearest neighbours of every product by one fixed measure. A product that never met another one directly is often reached through
/// these: two steps of a walk over what visitors look at.
/// </summary>
internal sealed class NearRows
{
    private const int RowLength = 60;
    private const int SecondRowLength = 40;

    private readonly int[] lengths;
    private readonly int[] products;
    private readonly float[] weights;

    private NearRows(int count) => (lengths, products, weights) = (new int[count], new int[count * RowLength], new float[count * RowLength]);

    public static NearRows Of(VisitIndex index, int visits, Popularity popularity, Parts parts)
    {
        NearRows rows = new(index.Products);
        parts.Run(index.Products, () => (Scan: new PairScan(index, visits), Best: new BestList(RowLength)), (scratch, product) =>
        {
            scratch.Scan.Look(product);
            scratch.Best.Clear();
            foreach (int other in scratch.Scan.Found)
                scratch.Best.Offer(other, Nearness(scratch.Scan[other], popularity, product, other));
            scratch.Best.Sort();
            rows.lengths[product] = scratch.Best.Products.Length;
            scratch.Best.Products.CopyTo(rows.products.AsSpan(product * RowLength));
            scratch.Best.Scores.CopyTo(rows.weights.AsSpan(product * RowLength));
        });
        return rows;
    }

    /// <summary>The share of visits that go on to the other product, with popular ones a little less near.</summary>
    public static float Nearness(in PairSums sums, Popularity popularity, int product, int other) =>
        (sums.After + (0.8f * sums.Before) + sums.Together) / (popularity.All[product] + 4) / MathF.Pow(popularity.All[other] + 3, 0.1f);

    /// <summary>Adds up, for every product within two steps, the strength of the ways to it.</summary>
    public void Walk(int product, SparseSums<float> reach)
    {
        reach.Clear();
        int start = product * RowLength;
        for (int at = start; at < start + lengths[product]; at++)
        {
            int between = products[at];
            float weight = weights[at];
            int second = between * RowLength, end = second + Math.Min(SecondRowLength, lengths[between]);
            for (int next = second; next < end; next++) reach.Add(products[next], weight * weights[next]);
        }
    }
}
