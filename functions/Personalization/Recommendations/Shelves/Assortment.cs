using System.Collections.Concurrent;
using Personalization.Catalog;

namespace Personalization.Recommendations.Shelves;

/// <summary>
/// The catalog as numbers: products in the order of their ids, what strategies ask of them in flat arrays, and each as the bytes that an
/// answer shows. Made once for each version of the catalog.
/// </summary>
public sealed class Assortment
{
    private readonly Dictionary<string, int> numbers;

    internal Assortment(CatalogSnapshot catalog, Product[] products, AssortmentParts parts)
    {
        (Catalog, Products, Parts) = (catalog, products, parts);
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

    /// <summary>The category of a product, or -1.</summary>
    public int CategoryOf(int product) => Parts.Category[product];

    /// <summary>The brand of a product, or -1.</summary>
    public int BrandOf(int product) => Parts.Brand[product];

    /// <summary>The price of a product; not a number where it has none.</summary>
    public float PriceOf(int product) => Parts.Price[product];

    /// <summary>Where its price stands among those of its category: 0 for the lowest, 1 for the highest, 0.5 where it has no price.</summary>
    public float PriceRankOf(int product) => Parts.PriceRank[product];

    /// <summary>False when the shop says that none is left.</summary>
    public bool IsAvailable(int product) => Parts.Available[product];

    /// <summary>The number of an attribute with a value, such as <c>vehicle:golf</c>, or -1 when no product has it.</summary>
    public int FindAttribute(string attribute) => Parts.AttributeNumbers.GetValueOrDefault(attribute, -1);

    /// <summary>True when the product has that attribute with that value.</summary>
    public bool HasAttribute(int product, int attribute) => attribute >= 0 && Parts.Attributes.Of(product).BinarySearch(attribute) >= 0;
}

/// <summary>The arrays of an <see cref="Assortment"/>, all by product number.</summary>
internal sealed class AssortmentParts
{
    public required CategoryTree Categories { get; init; }

    /// <summary>Names of categories as JSON text without quotes.</summary>
    public required byte[][] CategoryJson { get; init; }
    public required ItemJson[] Json { get; init; }
    public required bool[] Available { get; init; }
    public required float[] Price { get; init; }
    public required float[] PriceRank { get; init; }
    public required int[] Category { get; init; }
    public required int[] Brand { get; init; }
    public required int[] Currency { get; init; }

    /// <summary>When the shop took it in, in days since 1970; 0 where it does not say.</summary>
    public required float[] AddedDay { get; init; }

    /// <summary>All products by category, currency and price, those without a price last; and the place of each there.</summary>
    public required int[] ByPrice { get; init; }
    public required int[] PlaceByPrice { get; init; }

    public required Postings Words { get; init; }
    public required Postings Attributes { get; init; }
    public required IReadOnlyDictionary<string, int> AttributeNumbers { get; init; }

    /// <summary>How many brands there are.</summary>
    public required int Brands { get; init; }

    public required NumberList NewArrivals { get; init; }
    public required ChangeList PriceDrops { get; init; }
    public required ChangeList BackInStock { get; init; }
}
