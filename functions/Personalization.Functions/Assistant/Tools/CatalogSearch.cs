using Azure;
using Microsoft.Extensions.Logging;
using Personalization.Catalog;
using Personalization.Catalog.Search;
using Personalization.Functions.Recommendations;
using Personalization.Recommendations;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>Keeps the search index up with the catalog. Who comes while a new one is made goes on with the one there is; only the first waits.</summary>
/// <param name="catalog">The products.</param>
/// <param name="sources">What sells.</param>
/// <param name="log">The log.</param>
public sealed class CatalogSearch(ICatalogStore catalog, RecommendationSources sources, ILogger<CatalogSearch> log) : ISearchSource, IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile ProductSearch? current;

    private int making;

    /// <inheritdoc/>
    public async ValueTask<ProductSearch> CurrentAsync(CancellationToken cancellationToken)
    {
        CatalogSnapshot snapshot = await catalog.CurrentAsync(cancellationToken);
        if (current is not { } known) return await MakeAsync(snapshot, cancellationToken);
        if (known.Catalog.Version != snapshot.Version && Interlocked.Exchange(ref making, 1) == 0) _ = Task.Run(() => MakeAsideAsync(snapshot), CancellationToken.None);
        return known;
    }

    private async Task MakeAsideAsync(CatalogSnapshot snapshot)
    {
        try
        {
            await MakeAsync(snapshot, CancellationToken.None);
        }
        catch (RequestFailedException fault)
        {
            log.SearchNotRefreshed(fault); // The next question tries again.
        }
        finally
        {
            Volatile.Write(ref making, 0);
        }
    }

    private async Task<ProductSearch> MakeAsync(CatalogSnapshot snapshot, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (current is { } made && made.Catalog.Version == snapshot.Version) return made;
            ActivityRanking ranking = await sources.RankingAsync(cancellationToken);
            Dictionary<string, int> sold = ranking.Bestsellers.Select((one, place) => (one.ProductId, place)).ToDictionary(one => one.ProductId, one => -one.place, StringComparer.Ordinal);
            return current = await Task.Run(() => ProductSearch.Build(snapshot, product => sold.GetValueOrDefault(product.ProductId, -sold.Count)), cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();
}
