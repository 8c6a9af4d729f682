using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations.Declared;

/// <summary>Looks for products that suit a taste where the best are to be found, never through a whole catalog.</summary>
internal sealed class TasteSearch(DeclaredTaste taste, Assortment assortment, Popularity popularity)
{
    private const int Bestsellers = 1000;
    private const int NewOnes = 200;
    private const int OfAttribute = 500;
    private const int Kept = 100;

    /// <summary>Best first: how well it suits, times how well it sells.</summary>
    /// <param name="attributes">Attributes that were asked for: rare ones are not among what sells most.</param>
    public Scored[] Best(IEnumerable<int> attributes)
    {
        HashSet<int> looked = [];
        Scored[] kept = new Scored[Kept];
        TopList top = new(kept);
        foreach (int product in First(popularity.Whole.Bestsellers(ActivityWindow.Fading).Numbers, Bestsellers).Concat(First(assortment.Parts.NewArrivals.Numbers, NewOnes)))
            Offer(product, looked, ref top);
        foreach (int attribute in attributes.Distinct())
            foreach (int product in First(assortment.Parts.Attributes.With(attribute).ToArray(), OfAttribute)) Offer(product, looked, ref top);
        return kept[..top.Sort()];
    }

    private void Offer(int product, HashSet<int> looked, ref TopList top)
    {
        if (!looked.Add(product) || taste.Of(product) is not (>= DeclaredTaste.WorthProposing and var suits)) return;
        top.Offer(new Scored(product, suits * (1 + MathF.Log(1 + popularity.Sales[product])), -1));
    }

    private static IEnumerable<int> First(int[] numbers, int most) => numbers.Take(most);
}
