using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.Pairs;

/// <summary>Says how close products are to one product.</summary>
internal interface IRowSource
{
    /// <summary>Adds the weights of all products that came together with this one, and gives the weight of everything that was looked at for it.</summary>
    double Gather(int product, SparseSums<double> into);

    /// <summary>The score of a neighbour; 0 where what is known of the two is worth nothing.</summary>
    /// <param name="product">The product whose row it is.</param>
    /// <param name="neighbour">The neighbour.</param>
    /// <param name="together">Weight of what they were in together.</param>
    /// <param name="all">Weight of everything that was looked at for the product.</param>
    float Score(int product, int neighbour, double together, double all);
}

/// <summary>Makes rows of neighbours, row by row, on all cores: each row by itself, so the result does not depend on how many there are.</summary>
internal static class RowBuild
{
    /// <summary>Neighbours kept of each product.</summary>
    public const int RowLength = 50;

    /// <summary>The rows of so many products, strongest neighbours first.</summary>
    public static NeighbourRows Rows(int products, IRowSource source)
    {
        (int[] Products, float[] Scores)[] rows = new (int[], float[])[products];
        new Parts(Environment.ProcessorCount).Run(products, () => (Sums: new SparseSums<double>(products), Best: new BestList(RowLength)), (scratch, product) =>
        {
            scratch.Sums.Clear();
            scratch.Best.Clear();
            double all = source.Gather(product, scratch.Sums);
            foreach (int other in scratch.Sums.Found)
                if (other != product && source.Score(product, other, scratch.Sums[other], all) is > 0 and var score) scratch.Best.Offer(other, score);
            scratch.Best.Sort();
            rows[product] = (scratch.Best.Products.ToArray(), scratch.Best.Scores.ToArray());
        });
        return Joined(rows);
    }

    private static NeighbourRows Joined((int[] Products, float[] Scores)[] rows)
    {
        int[] starts = new int[rows.Length + 1];
        for (int row = 0; row < rows.Length; row++) starts[row + 1] = starts[row] + rows[row].Products.Length;
        NeighbourRows joined = new(starts, new int[starts[^1]], new float[starts[^1]]);
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row].Products.CopyTo(joined.Products, starts[row]);
            rows[row].Scores.CopyTo(joined.Scores, starts[row]);
        }
        return joined;
    }
}
