namespace Personalization.Recommendations.Pairs;

/// <summary>Says how close products are to one product.</summary>
internal interface IRowSource
{
    /// <summary>Adds the weights of all products that came together with this one, and gives the weight of everything that was looked at for it.</summary>
    double Gather(int product, RowScratch into);

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

    private const int BlockRows = 64;

    /// <summary>The rows of so many products, strongest neighbours first.</summary>
    public static NeighbourRows Rows(int products, IRowSource source)
    {
        Neighbour[][] rows = new Neighbour[products][];
        Parallel.For(0, (products + BlockRows - 1) / BlockRows, () => new RowWork(products), (block, _, work) =>
        {
            for (int row = block * BlockRows; row < Math.Min(products, (block + 1) * BlockRows); row++) rows[row] = work.Row(row, source);
            return work;
        }, _ => { });
        return Joined(rows);
    }

    private static NeighbourRows Joined(Neighbour[][] rows)
    {
        int[] starts = new int[rows.Length + 1];
        for (int row = 0; row < rows.Length; row++) starts[row + 1] = starts[row] + rows[row].Length;
        NeighbourRows joined = new(starts, new int[starts[^1]], new float[starts[^1]]);
        for (int row = 0; row < rows.Length; row++)
            for (int place = 0; place < rows[row].Length; place++)
                (joined.Products[starts[row] + place], joined.Scores[starts[row] + place]) = (rows[row][place].Product, rows[row][place].Score);
        return joined;
    }

    private readonly record struct Neighbour(float Score, int Product) : IComparable<Neighbour>
    {
        /// <summary>Weakest first.</summary>
        public int CompareTo(Neighbour other)
        {
            int order = Score.CompareTo(other.Score);
            return order == 0 ? other.Product.CompareTo(Product) : order;
        }
    }

    private sealed class RowWork(int products)
    {
        private readonly RowScratch scratch = new(products);
        private readonly PriorityQueue<Neighbour, Neighbour> best = new(RowLength + 1);

        public Neighbour[] Row(int product, IRowSource source)
        {
            double all = source.Gather(product, scratch);
            foreach (int other in scratch.Touched)
            {
                if (other == product || source.Score(product, other, scratch[other], all) is not (> 0 and var score)) continue;
                Neighbour next = new(score, other);
                if (best.Count < RowLength) best.Enqueue(next, next);
                else if (next.CompareTo(best.Peek()) > 0) best.DequeueEnqueue(next, next);
            }
            scratch.Clear();
            Neighbour[] row = new Neighbour[best.Count];
            while (best.Count > 0) row[best.Count - 1] = best.Dequeue();
            return row;
        }
    }
}
