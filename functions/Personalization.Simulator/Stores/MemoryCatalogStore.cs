using System.Collections.Frozen;
using Personalization.Catalog;

namespace Personalization.Simulator.Stores;

/// <summary>A catalog in memory, by the same rules as the one in blobs.</summary>
internal sealed class MemoryCatalogStore : ICatalogStore
{
    private readonly Dictionary<string, Product> products = new(StringComparer.Ordinal);
    private CatalogSnapshot? current;
    private int version;

    public Task<IReadOnlyList<ProductOutcome>> DescribeAsync(IReadOnlyList<ProductDescription> descriptions, CancellationToken cancellationToken)
    {
        lock (products) return Task.FromResult<IReadOnlyList<ProductOutcome>>([.. descriptions.Select(Describe)]);
    }

    public Task<Product?> FindAsync(string productId, CancellationToken cancellationToken)
    {
        lock (products) return Task.FromResult(products.GetValueOrDefault(productId));
    }

    public ValueTask<CatalogSnapshot> CurrentAsync(CancellationToken cancellationToken)
    {
        lock (products) return new(current ??= new CatalogSnapshot($"{version}", products.ToFrozenDictionary(StringComparer.Ordinal)));
    }

    private ProductOutcome Describe(ProductDescription said)
    {
        Product? known = products.GetValueOrDefault(said.Product.ProductId);
        Product next = ProductHistory.Describe(known, said.Product, said.At);
        if (ReferenceEquals(known, next)) return ProductOutcome.Unchanged;
        version++;
        current = null;
        products[next.ProductId] = next;
        return known is null ? ProductOutcome.Created : ProductOutcome.Updated;
    }
}
