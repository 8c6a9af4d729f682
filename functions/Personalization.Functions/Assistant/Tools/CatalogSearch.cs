using Personalization.Catalog;
using Personalization.Catalog.Search;
using Personalization.Functions.Recommendations;
using Personalization.Recommendations;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>Keeps the search index up with the catalog. Who comes while a new one is made goes on with the one there is; only the first waits.</summary>
/// <param name="catalog">The products.</param>
/// <param name="sources">What sells.</param>
public sealed class CatalogSearch(ICatalogStore catalog, RecommendationSources sources) : ISearchSource, IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile ProductSearch? current;

    /// <inheritdoc/>
    public async ValueTask<ProductSearch> CurrentAsync(CancellationToken cancellationToken)
    {
        CatalogSnapshot snapshot = await catalog.CurrentAsync(cancellationToken);
        if (current is { } known && known.Catalog.Version == snapshot.Version) return known;
        if (current is { } old && !await gate.WaitAsync(0, cancellationToken)) return old;
        if (current is null) await gate.WaitAsync(cancellationToken);
        try
        {
            if (current is { } made && made.Catalog.Version == snapshot.Version) return made;
            ActivityRanking ranking = await sources.RankingAsync(cancellationToken);
            Dictionary<string, int> places = ranking.Bestsellers.Select((one, place) => (one.ProductId, place)).ToDictionary(one => one.ProductId, one => one.place, StringComparer.Ordinal);
            return current = await Task.Run(() => ProductSearch.Build(snapshot, product => places.TryGetValue(product.ProductId, out int place) ? places.Count - place : 0), cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();
}
