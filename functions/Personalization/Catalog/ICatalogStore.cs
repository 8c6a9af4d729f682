namespace Personalization.Catalog;

/// <summary>What became of one product of an update.</summary>
public enum ProductOutcome
{
    /// <summary>New to the catalog.</summary>
    Created,

    /// <summary>Known, and now different.</summary>
    Updated,

    /// <summary>Known, and just the same.</summary>
    Unchanged,
}

/// <summary>A product as it is described, and when that was.</summary>
/// <param name="Product">The description.</param>
/// <param name="At">Since when it holds, UTC.</param>
public sealed record ProductDescription(Product Product, DateTimeOffset At);

/// <summary>The products of the shop.</summary>
public interface ICatalogStore
{
    /// <summary>Applies descriptions by <see cref="ProductHistory.Describe"/>, in order; gives each one's outcome, in order. Safe to repeat.</summary>
    Task<IReadOnlyList<ProductOutcome>> DescribeAsync(IReadOnlyList<ProductDescription> descriptions, CancellationToken cancellationToken);

    /// <summary>The product as stored now, or null.</summary>
    Task<Product?> FindAsync(string productId, CancellationToken cancellationToken);

    /// <summary>All products as of a moment ago, from memory: cheap enough for every request.</summary>
    ValueTask<CatalogSnapshot> CurrentAsync(CancellationToken cancellationToken);
}
