using System.Collections.Frozen;

namespace Personalization.Catalog;

/// <summary>All products at one moment; immutable.</summary>
/// <param name="Version">Changes whenever a product does.</param>
/// <param name="Products">Products by id.</param>
public sealed record CatalogSnapshot(string Version, FrozenDictionary<string, Product> Products)
{
    /// <summary>No products.</summary>
    public static CatalogSnapshot Empty { get; } = new("empty", FrozenDictionary<string, Product>.Empty);

    private readonly Lazy<Product[]> newestFirst = new(() =>
        [.. Products.Values.OrderByDescending(product => product.AddedAt).ThenBy(product => product.ProductId, StringComparer.Ordinal)]);

    private readonly Lazy<Product[]> content = new(() => [.. Products.Values.Where(product => product.IsContent).OrderBy(product => product.ProductId, StringComparer.Ordinal)]);

    /// <summary>Guides and other content, by id; found once, when first asked for.</summary>
    public IReadOnlyList<Product> Content => content.Value;

    /// <summary>All products, the one added last first; put in order once, when first asked for.</summary>
    public IReadOnlyList<Product> NewestFirst => newestFirst.Value;

    /// <summary>The product, or null.</summary>
    public Product? Find(string productId) => Products.GetValueOrDefault(productId);
}
