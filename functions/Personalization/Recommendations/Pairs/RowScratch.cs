namespace Personalization.Recommendations.Pairs;

/// <summary>Sums for one product at a time: a place for every other product, of which only those that were added to are looked at again.</summary>
internal sealed class RowScratch(int products)
{
    private readonly double[] sums = new double[products];
    private readonly int[] touched = new int[products];
    private int count;

    public ReadOnlySpan<int> Touched => touched.AsSpan(0, count);

    public double this[int product] => sums[product];

    /// <summary>Adds a weight above 0.</summary>
    public void Add(int product, double weight)
    {
        if (sums[product] == 0) touched[count++] = product;
        sums[product] += weight;
    }

    public void Clear()
    {
        foreach (int product in Touched) sums[product] = 0;
        count = 0;
    }
}
