namespace Personalization.Catalog.Search;

/// <summary>Where the search of the shop's catalog is found.</summary>
public interface ISearchSource
{
    /// <summary>The search over the catalog as of a moment ago, from memory.</summary>
    ValueTask<ProductSearch> CurrentAsync(CancellationToken cancellationToken);
}
