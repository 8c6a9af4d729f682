namespace Personalization.Benchmarks.Recommendations.Files;

/// <summary>Visits so far and what came next: query q is the places from <c>starts[q]</c> to <c>starts[q + 1]</c> of the products.</summary>
internal sealed class Queries(string[] ids, int[] starts, int[] products, int[] targets, string[] productIds, int known)
{
    private readonly int[] asked = Array.ConvertAll(products, product => product < known ? product : -1);

    public int Count => targets.Length;

    /// <summary>Names of the queries.</summary>
    public IReadOnlyList<string> Ids => ids;

    /// <summary>Products; first those of the log in its order, then those it does not know.</summary>
    public IReadOnlyList<string> ProductIds => productIds;

    /// <summary>How many products the log knows.</summary>
    public int Known => known;

    /// <summary>What came next.</summary>
    public int Target(int query) => targets[query];

    /// <summary>The visit so far, oldest first.</summary>
    public ReadOnlySpan<int> Prefix(int query) => products.AsSpan(starts[query]..starts[query + 1]);

    /// <summary>The same as methods are asked: -1 for each product that the log does not know.</summary>
    public ReadOnlySpan<int> Asked(int query) => asked.AsSpan(starts[query]..starts[query + 1]);
}
