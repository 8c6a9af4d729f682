using Personalization.Catalog;

namespace Personalization.Recommendations.Merchandising;

/// <summary>Some products of a shelf, a bit each.</summary>
internal readonly struct ProductSet
{
    private readonly ulong[]? bits;

    private ProductSet(ulong[]? bits) => this.bits = bits;

    /// <summary>True when the product is one of them.</summary>
    public bool Contains(int product) => bits is null || (bits[product >> 6] & (1UL << product)) != 0;

    /// <summary>The products that meet a selector; all of them where there is none. Names are compared once each, not once a product.</summary>
    public static ProductSet Of(ProductSelector? selector, ProductShelf shelf)
    {
        if (selector is null) return new ProductSet(null);
        ulong[] bits = new ulong[(shelf.Products.Count + 63) / 64];
        bool[]? categories = selector.Categories is { } wider ? [.. shelf.Categories.Select(one => wider.Any(name => ProductShelf.IsWithin(one, name)))] : null;
        bool[]? brands = selector.Brands is { } wanted ? [.. shelf.Brands.Select(one => wanted.Contains(one, StringComparer.OrdinalIgnoreCase))] : null;
        bool asksProduct = selector.Attributes is not null || selector.MinPrice is not null || selector.MaxPrice is not null || selector.MinStock is not null || selector.MaxStock is not null;
        IEnumerable<int> from = selector.Ids is { } ids ? ids.Select(shelf.NumberOf).Where(number => number >= 0) : Enumerable.Range(0, shelf.Products.Count);
        foreach (int number in from)
        {
            if (categories is not null && !(shelf.CategoryOf[number] is >= 0 and var category && categories[category])) continue;
            if (brands is not null && !(shelf.BrandOf[number] is >= 0 and var brand && brands[brand])) continue;
            if (asksProduct && !(shelf.Products[number] is { } product && Meets(product, selector))) continue;
            bits[number >> 6] |= 1UL << number;
        }
        return new ProductSet(bits);
    }

    private static bool Meets(Product product, ProductSelector selector) =>
        (selector.MinPrice is not { } lowest || product.Price >= lowest)
        && (selector.MaxPrice is not { } highest || product.Price <= highest)
        && (selector.MinStock is not { } fewest || product.Stock >= fewest)
        && (selector.MaxStock is not { } most || product.Stock <= most)
        && (selector.Attributes is not { } attributes || attributes.All(one =>
            product.Attributes is { } own && own.TryGetValue(one.Key, out string? value) && one.Value.Contains(value, StringComparer.OrdinalIgnoreCase)));
}
