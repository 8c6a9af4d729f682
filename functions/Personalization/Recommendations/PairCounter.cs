namespace Personalization.Recommendations;

/// <summary>Counts how often products come together and turns the counts into rows of neighbours.</summary>
internal sealed class PairCounter
{
    /// <summary>Neighbours kept of each product.</summary>
    public const int RowLength = 50;

    // Credit in the denominator: a pair that came together once by chance must not look as close as one seen many times.
    private const double Shrinkage = 3;

    private readonly Dictionary<long, float> pairs = [];
    private readonly Dictionary<int, double> counts = [];

    /// <summary>Counts a product once, with a weight.</summary>
    public void Single(int product, double weight) => counts[product] = counts.GetValueOrDefault(product) + weight;

    /// <summary>Counts two different products together, in both directions.</summary>
    public void Pair(int one, int other, double weight)
    {
        if (one == other) return;
        long key = one < other ? Key(one, other) : Key(other, one);
        pairs[key] = pairs.GetValueOrDefault(key) + (float)weight;
    }

    /// <summary>Rows by shrunken cosine: together / sqrt(one * other), each with some credit added.</summary>
    public NeighbourRows Rows(int products)
    {
        List<(int Product, float Score)>[] rows = new List<(int, float)>[products];
        foreach ((long key, float together) in pairs)
        {
            (int one, int other) = ((int)(key >> 32), (int)key);
            float score = (float)(together / Math.Sqrt((counts[one] + Shrinkage) * (counts[other] + Shrinkage)));
            (rows[one] ??= []).Add((other, score));
            (rows[other] ??= []).Add((one, score));
        }
        int[] starts = new int[products + 1];
        List<int> neighbours = [];
        List<float> scores = [];
        for (int row = 0; row < products; row++)
        {
            foreach ((int product, float score) in (rows[row] ?? []).OrderByDescending(pair => pair.Score).ThenBy(pair => pair.Product).Take(RowLength))
            {
                neighbours.Add(product);
                scores.Add(score);
            }
            starts[row + 1] = neighbours.Count;
        }
        return new NeighbourRows(starts, [.. neighbours], [.. scores]);
    }

    private static long Key(int smaller, int larger) => ((long)smaller << 32) | (uint)larger;
}
