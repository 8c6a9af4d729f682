namespace Personalization.Recommendations.Sessions;

/// <summary>Candidates and features of the products that fitting meets, each computed once.</summary>
internal sealed class BlendRows
{
    private readonly int length;
    private readonly Dictionary<int, int> rows = [];
    private readonly int[] counts;
    private readonly int[] products;
    private readonly float[] features;

    public BlendRows(IReadOnlyList<int> wanted, int length, Func<CandidateRow> maker, Parts parts)
    {
        this.length = length;
        for (int row = 0; row < wanted.Count; row++) rows[wanted[row]] = row;
        (counts, products, features) = (new int[wanted.Count], new int[wanted.Count * length], new float[wanted.Count * length * PairFeatures.Count]);
        parts.Run(wanted.Count, maker, (candidates, row) =>
        {
            candidates.Look(wanted[row]);
            counts[row] = candidates.Products.Length;
            candidates.Products.CopyTo(products.AsSpan(row * length));
            candidates.WriteFeatures(wanted[row], features.AsSpan(row * length * PairFeatures.Count));
        });
    }

    /// <summary>The candidates of a product, with their features one after the other.</summary>
    public ReadOnlySpan<int> Of(int product, out ReadOnlySpan<float> pairs)
    {
        int row = rows[product];
        pairs = features.AsSpan(row * length * PairFeatures.Count, counts[row] * PairFeatures.Count);
        return products.AsSpan(row * length, counts[row]);
    }
}
