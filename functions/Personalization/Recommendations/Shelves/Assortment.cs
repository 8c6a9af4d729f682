using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Personalization.Catalog;
using Personalization.Profiles;
using Personalization.Recommendations.Declared;

namespace Personalization.Recommendations.Shelves;

/// <summary>
/// The catalog as numbers: products in the order of their ids, what strategies ask of them in flat arrays, and each as the bytes that an
/// answer shows. Made once for each version of the catalog.
/// </summary>
public sealed class Assortment
{
    private readonly Dictionary<string, int> numbers;
    private readonly ConditionalWeakTable<Profile, int[]> histories = [];
    private readonly ConditionalWeakTable<Profile, TasteOfProfile> tastes = [];
    private readonly Lazy<DeclaredIndex> declared;

    internal Assortment(CatalogSnapshot catalog, Product[] products, AssortmentParts parts)
    {
        (Catalog, Products, Parts) = (catalog, products, parts);
        declared = new(() => new DeclaredIndex(this));
        numbers = new Dictionary<string, int>(products.Length, StringComparer.Ordinal);
        for (int number = 0; number < products.Length; number++) numbers[products[number].ProductId] = number;
    }

    /// <summary>What it was made from.</summary>
    public CatalogSnapshot Catalog { get; }

    /// <summary>The products by number.</summary>
    public IReadOnlyList<Product> Products { get; }

    /// <summary>How many products there are.</summary>
    public int Count => Products.Count;

    /// <summary>The categories.</summary>
    public CategoryTree Categories => Parts.Categories;

    internal AssortmentParts Parts { get; }

    internal ConcurrentQueue<Worktable> Tables { get; } = new();

    /// <summary>The number of a product, or -1 when the catalog does not have it.</summary>
    public int Find(string? productId) => productId is not null && numbers.TryGetValue(productId, out int number) ? number : -1;

    /// <summary>The numbers of a profile's interactions, in their order. Found once for each profile, since several lists of a page ask for them.</summary>
    internal ReadOnlySpan<int> HistoryOf(Profile profile) =>
        histories.TryGetValue(profile, out int[]? known) ? known
            : histories.GetValue(profile, one => [.. one.Interactions.Select(interaction => Find(interaction.ProductId))]);

    /// <summary>Finds what people name.</summary>
    internal DeclaredIndex Declared => declared.Value;

    /// <summary>What a profile has declared, or null. Found once for each profile.</summary>
    internal DeclaredTaste? TasteOf(Profile profile) =>
        (tastes.TryGetValue(profile, out TasteOfProfile? known) ? known : tastes.GetValue(profile, one => new TasteOfProfile(DeclaredTaste.Of(one, this)))).Taste;

    /// <summary>The category of a product, or -1.</summary>
    public int CategoryOf(int product) => Parts.Goods[product].Category;

    /// <summary>The brand of a product, or -1.</summary>
    public int BrandOf(int product) => Parts.Goods[product].Brand;

    /// <summary>The price of a product; not a number where it has none.</summary>
    public float PriceOf(int product) => Parts.Goods[product].Price;

    /// <summary>Where its price stands among those of its category: 0 for the lowest, 1 for the highest, 0.5 where it has no price.</summary>
    public float PriceRankOf(int product) => Parts.Goods[product].PriceRank;

    /// <summary>False when the shop says that none is left.</summary>
    public bool IsAvailable(int product) => Parts.Goods[product].Available;

    /// <summary>The number of an attribute with a value, such as <c>vehicle:golf</c>, or -1 when no product has it.</summary>
    public int FindAttribute(string attribute) => Parts.AttributeNumbers.GetValueOrDefault(attribute, -1);

    /// <summary>True when the product has that attribute with that value.</summary>
    public bool HasAttribute(int product, int attribute) => attribute >= 0 && Parts.Attributes.Of(product).BinarySearch(attribute) >= 0;
}

/// <summary>Remembers that a profile has declared nothing, too.</summary>
internal sealed record TasteOfProfile(DeclaredTaste? Taste);

/// <summary>What strategies ask of a product.</summary>
/// <param name="Category">Number of its category, or -1.</param>
/// <param name="Brand">Number of its brand, or -1.</param>
/// <param name="Currency">Number of its currency, or -1.</param>
/// <param name="Price">Its price; not a number where it has none.</param>
/// <param name="PriceRank">Where its price stands in its category, from 0 to 1.</param>
/// <param name="AddedDay">When the shop took it in, in days since 1970; 0 where it does not say.</param>
/// <param name="Available">False when none is left.</param>
/// <param name="IsContent">True for guides and other content.</param>
internal readonly record struct Good(int Category, int Brand, int Currency, float Price, float PriceRank, float AddedDay, bool Available, bool IsContent);

/// <summary>The arrays of an <see cref="Assortment"/>, all by product number.</summary>
internal sealed class AssortmentParts
{
    public required CategoryTree Categories { get; init; }

    /// <summary>Names of categories as JSON text without quotes.</summary>
    public required byte[][] CategoryJson { get; init; }
    public required ItemJson[] Json { get; init; }

    /// <summary>What is asked of a product together lies together in memory.</summary>
    public required Good[] Goods { get; init; }

    /// <summary>The category of each product, for lists that go by it.</summary>
    public required int[] Category { get; init; }

    /// <summary>All products by category, currency and price, those without a price last; and the place of each there.</summary>
    public required int[] ByPrice { get; init; }
    public required int[] PlaceByPrice { get; init; }

    public required Postings Words { get; init; }
    public required Postings Attributes { get; init; }
    public required IReadOnlyDictionary<string, int> AttributeNumbers { get; init; }

    /// <summary>Guides and other content, in ascending order.</summary>
    public required int[] Content { get; init; }

    /// <summary>What creatives are chosen by; null where no product has any.</summary>
    public required CreativeTags? Creatives { get; init; }

    public required NumberList NewArrivals { get; init; }
    public required ChangeList PriceDrops { get; init; }
    public required ChangeList BackInStock { get; init; }
}
