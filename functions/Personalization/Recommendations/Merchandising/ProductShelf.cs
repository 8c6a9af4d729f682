using Personalization.Catalog;
using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations.Merchandising;

/// <summary>Products by number, with what rules ask of them in flat arrays; made once for a catalog.</summary>
public sealed class ProductShelf
{
    private readonly Func<string, int> find;
    private readonly Lazy<(int[] Of, string[] Names)> categories;
    private readonly Lazy<(int[] Of, string[] Names)> brands;

    /// <summary>Numbers products by their place. What rules may ask is looked up when one asks.</summary>
    /// <param name="products">Products; null for numbers that no product has any more.</param>
    /// <param name="find">Gives a product's number, or -1; null to look through the products.</param>
    public ProductShelf(IReadOnlyList<Product?> products, Func<string, int>? find = null)
    {
        Products = products;
        this.find = find ?? Finder(products);
        categories = new(() => Named(products, product => product.Category));
        brands = new(() => Named(products, product => product.Brand));
    }

    /// <summary>Products by number.</summary>
    public IReadOnlyList<Product?> Products { get; }

    /// <summary>The names of <see cref="CategoryOf"/>.</summary>
    public IReadOnlyList<string> Categories => categories.Value.Names;

    /// <summary>The names of <see cref="BrandOf"/>.</summary>
    public IReadOnlyList<string> Brands => brands.Value.Names;

    /// <summary>Category of each product, or -1.</summary>
    internal int[] CategoryOf => categories.Value.Of;

    /// <summary>Brand of each product, or -1.</summary>
    internal int[] BrandOf => brands.Value.Of;

    /// <summary>No products.</summary>
    public static ProductShelf Empty { get; } = new([]);

    /// <summary>The products of an assortment, by its numbers.</summary>
    public static ProductShelf Of(Assortment assortment) => new(assortment.Products, assortment.Find);

    /// <summary>The number of a product, or -1.</summary>
    public int NumberOf(string? productId) => productId is null ? -1 : find(productId);

    /// <summary>True for the category itself and for those below it.</summary>
    internal static bool IsWithin(string category, string wider) =>
        category.StartsWith(wider, StringComparison.OrdinalIgnoreCase)
        && (category.Length == wider.Length || category.AsSpan(wider.Length).StartsWith(" / ", StringComparison.Ordinal));

    private static Func<string, int> Finder(IReadOnlyList<Product?> products)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        for (int number = 0; number < products.Count; number++)
            if (products[number] is { } product) numbers[product.ProductId] = number;
        return productId => numbers.GetValueOrDefault(productId, -1);
    }

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
