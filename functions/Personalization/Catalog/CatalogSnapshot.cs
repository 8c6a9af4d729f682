using System.Collections.Frozen;

namespace Personalization.Catalog;

/// <summary>All products at one moment; immutable.</summary>
/// <param name="Version">Changes whenever a product does.</param>
/// <param name="Products">Products by id.</param>
public sealed record CatalogSnapshot(string Version, FrozenDictionary<string, Product> Products)
{
    /// <summary>No products.</summary>
    public static CatalogSnapshot Empty { get; } = new("empty", FrozenDictionary<string, Product>.Empty);

    /// <summary>The product, or null.</summary>
    public Product? Find(string productId) => Products.GetValueOrDefault(productId);
}
