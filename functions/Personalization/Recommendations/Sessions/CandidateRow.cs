namespace Personalization.Recommendations.Sessions;

/// <summary>Finds the products that may follow one product, with what is said of each pair. One for each thread.</summary>
internal sealed class CandidateRow(VisitIndex index, int visits, Popularity popularity, NearRows near, ProductFacts facts, int length)
{
    // Having met counts half of being reached in two steps: fitted on held-out visits of two shops, and flat around it.
    private const float DirectWeight = 0.5f;

    private readonly PairScan scan = new(index, visits);
    private readonly SparseSums<float> reach = new(index.Products);
    private readonly BestList best = new(length);

    /// <summary>Candidates for the product last looked at, best first.</summary>
    public ReadOnlySpan<int> Products => best.Products;

    /// <summary>Finds the candidates of a product.</summary>
    public void Look(int product)
    {
        scan.Look(product);
        near.Walk(product, reach);
        best.Clear();
        foreach (int other in scan.Found)
            best.Offer(other, (DirectWeight * NearRows.Nearness(scan[other], popularity, product, other)) + reach[other]);
        foreach (int other in reach.Found)
            if (scan[other].Together == 0) best.Offer(other, reach[other]);
        best.Sort();
    }

    /// <summary>Writes the features of each candidate of the product last looked at, one after the other.</summary>
    public void WriteFeatures(int product, Span<float> to)
    {
        ReadOnlySpan<int> products = Products;
        for (int place = 0; place < products.Length; place++)
            PairFeatures.Write(to.Slice(place * PairFeatures.Count, PairFeatures.Count), scan[products[place]], reach[products[place]], popularity, facts, product, products[place]);
    }
}
