using System.Runtime.InteropServices;
using Personalization.Profiles;
using Personalization.Recommendations.Shelves;

namespace Personalization.Experiences.Content;

/// <summary>Which categories and brands somebody leans to: shares of what was done with products, the newest weighing most.</summary>
internal sealed class Leanings
{
    private const double HalfLifeDays = 30, Least = 2;

    private readonly Dictionary<int, double> categories = [], brands = [];
    private readonly Assortment assortment;
    private double all;

    private Leanings(Assortment assortment) => this.assortment = assortment;

    /// <summary>Whether anything is known.</summary>
    public bool IsEmpty => all == 0;

    /// <summary>The name of the category that most was done with, without those above; null where too little was done to say.</summary>
    public string? FavouriteCategory
    {
        get
        {
            (int node, double weight) = categories.Select(one => (one.Key, one.Value)).OrderByDescending(one => one.Value).ThenBy(one => one.Key).FirstOrDefault((-1, 0));
            if (node < 0 || weight < Least) return null;
            string name = assortment.Categories.Name(node);
            return name[(name.LastIndexOf(" / ", StringComparison.Ordinal) is >= 0 and int level ? level + 3 : 0)..];
        }
    }

    /// <summary>Of a profile; nothing of none.</summary>
    public static Leanings Of(Profile? profile, Assortment assortment, DateTimeOffset now)
    {
        Leanings leanings = new(assortment);
        if (profile is null) return leanings;
        ReadOnlySpan<int> products = assortment.HistoryOf(profile);
        for (int place = 0; place < products.Length; place++)
            if (products[place] >= 0 && WeightOf(profile.Interactions[place].Kind) is > 0 and double weight)
                leanings.Add(products[place], weight * Math.Pow(2, Math.Min(0, (profile.Interactions[place].At - now).TotalDays) / HalfLifeDays));
        return leanings;
    }

    /// <summary>With the products of this visit.</summary>
    public Leanings With(IEnumerable<string> session)
    {
        foreach (string product in session)
            if (assortment.Find(product) is >= 0 and int number) Add(number, 1);
        return this;
    }

    /// <summary>How much somebody leans to a product, 0 to 1: half by its brand, half by its category, in hundredths, so that hardly different is the same.</summary>
    public double Of(int product)
    {
        if (all == 0 || product < 0 || !assortment.IsAvailable(product)) return 0;
        double brand = brands.GetValueOrDefault(assortment.BrandOf(product)), category = categories.GetValueOrDefault(assortment.CategoryOf(product));
        return Math.Round((brand + category) / (2 * all), 2);
    }

    private static double WeightOf(InteractionKind kind) => kind switch
    {
        InteractionKind.View or InteractionKind.Scan => 1,
        InteractionKind.CartAdd or InteractionKind.WishlistAdd => 3,
        InteractionKind.Purchase => 5,
        _ => 0,
    };

    private void Add(int product, double weight)
    {
        all += weight;
        if (assortment.CategoryOf(product) is >= 0 and int category) CollectionsMarshal.GetValueRefOrAddDefault(categories, category, out _) += weight;
        if (assortment.BrandOf(product) is >= 0 and int brand) CollectionsMarshal.GetValueRefOrAddDefault(brands, brand, out _) += weight;
    }
}
