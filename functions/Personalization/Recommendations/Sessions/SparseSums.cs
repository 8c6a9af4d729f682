using System.Numerics;

namespace Personalization.Recommendations.Sessions;

/// <summary>Sums for one product at a time: a place for every other product, of which only those that were added to are looked at again. Reused from row to row.</summary>
/// <param name="products">How many products there are.</param>
internal sealed class SparseSums<T>(int products)
    where T : struct, INumber<T>
{
    private readonly T[] sums = new T[products];
    private readonly int[] touched = new int[products];
    private int count;

    /// <summary>The products that were added to.</summary>
    public ReadOnlySpan<int> Found => touched.AsSpan(0, count);

    /// <summary>The sum of a product; 0 where nothing was added.</summary>
    public T this[int product] => sums[product];

    /// <summary>Adds a weight above 0.</summary>
    public void Add(int product, T weight)
    {
        if (sums[product] == T.Zero) touched[count++] = product;
        sums[product] += weight;
    }

    /// <summary>Forgets all sums.</summary>
    public void Clear()
    {
        foreach (int product in Found) sums[product] = T.Zero;
        count = 0;
    }
}
