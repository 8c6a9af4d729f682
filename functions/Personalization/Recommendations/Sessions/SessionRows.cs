namespace Personalization.Recommendations.Sessions;

/// <summary>
/// What may follow each product: row i is the places from <c>Starts[i]</c> to <c>Starts[i + 1]</c> of the other arrays. Weights are bytes
/// on two common scales, so that the rows of a large shop fit into the cache of a processor.
/// </summary>
/// <param name="Starts">One more than there are products.</param>
/// <param name="Products">Products that may follow.</param>
/// <param name="Last">Weight when the row's product is the newest step.</param>
/// <param name="Earlier">Weight for what came before.</param>
internal sealed record SessionRows(int[] Starts, int[] Products, byte[] Last, byte[] Earlier)
{
    public static SessionRows Empty { get; } = new([0], [], [], []);

    public int Count => Starts.Length - 1;

    /// <summary>Itself, if all numbers lie within its arrays: predictions do not check again. Throws <see cref="InvalidDataException"/> otherwise.</summary>
    public SessionRows Checked(int products)
    {
        bool fits = Count == products && Starts[0] == 0 && Starts[^1] == Products.Length && Last.Length == Products.Length && Earlier.Length == Products.Length;
        for (int row = 0; fits && row < Count; row++) fits = Starts[row] <= Starts[row + 1];
        foreach (int product in Products) fits &= (uint)product < (uint)products;
        return fits ? this : throw new InvalidDataException("The model snapshot's rows do not fit its products");
    }
}

/// <summary>A scale for bytes: value = <c>Least</c> + byte x <c>Step</c>.</summary>
internal readonly record struct ByteScale(double Least, double Step)
{
    /// <summary>The scale that covers the values, and 0.</summary>
    public static ByteScale Over(float[] values)
    {
        (float least, float most) = (0, 0);
        foreach (float value in values) (least, most) = (Math.Min(least, value), Math.Max(most, value));
        return new(least, most > least ? (most - (double)least) / byte.MaxValue : 1);
    }

    public double Value(byte step) => Least + (step * Step);

    public byte Of(float value) => (byte)Math.Clamp(Math.Round((value - Least) / Step), 0, byte.MaxValue);
}
