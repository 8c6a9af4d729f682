using Personalization.Catalog;

namespace Personalization.Recommendations.Merchandising;

/// <summary>Products by number, with what rules ask of them in flat arrays; made once for a catalog.</summary>
public sealed class ProductShelf
{
    private readonly Lazy<Dictionary<string, int>> numbers;

    /// <summary>Numbers products by their place.</summary>
    /// <param name="version">Version of the catalog.</param>
    /// <param name="products">Products; null for numbers that no product has any more.</param>
    public ProductShelf(string version, IReadOnlyList<Product?> products)
    {
        (Version, Products) = (version, products);
        numbers = new(() => products.Select((product, number) => (product?.ProductId, number)).Where(one => one.ProductId is not null)
            .ToDictionary(one => one.ProductId!, one => one.number, StringComparer.Ordinal));
        (CategoryOf, Categories) = Named(products, product => product.Category);
        (BrandOf, Brands) = Named(products, product => product.Brand);
    }

    /// <summary>Version of the catalog.</summary>
    public string Version { get; }

    /// <summary>Products by number.</summary>
    public IReadOnlyList<Product?> Products { get; }

    /// <summary>The names of <see cref="CategoryOf"/>.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>The names of <see cref="BrandOf"/>.</summary>
    public IReadOnlyList<string> Brands { get; }

    /// <summary>Category of each product, or -1.</summary>
    internal int[] CategoryOf { get; }

    /// <summary>Brand of each product, or -1.</summary>
    internal int[] BrandOf { get; }

    /// <summary>No products.</summary>
    public static ProductShelf Empty { get; } = new("empty", []);

    /// <summary>All products of a catalog, in whatever order.</summary>
    public static ProductShelf Of(CatalogSnapshot catalog) => new(catalog.Version, catalog.Products.Values);

    /// <summary>The number of a product, or -1.</summary>
    public int NumberOf(string? productId) => productId is not null && numbers.Value.TryGetValue(productId, out int number) ? number : -1;

    /// <summary>True for the category itself and for those below it.</summary>
    internal static bool IsWithin(string category, string wider) =>
        category.StartsWith(wider, StringComparison.OrdinalIgnoreCase)
        && (category.Length == wider.Length || category.AsSpan(wider.Length).StartsWith(" / ", StringComparison.Ordinal));

    private static (int[] Of, string[] Names) Named(IReadOnlyList<Product?> products, Func<Product, string?> name)
    {
        Dictionary<string, int> known = new(StringComparer.OrdinalIgnoreCase);
        int[] of = new int[products.Count];
        for (int number = 0; number < of.Length; number++)
        {
            of[number] = -1;
            if (products[number] is not { } product || name(product) is not { } text) continue;
            if (!known.TryGetValue(text, out int place)) known[text] = place = known.Count;
            of[number] = place;
        }
        return (of, [.. known.OrderBy(one => one.Value).Select(one => one.Key)]);
    }
}
