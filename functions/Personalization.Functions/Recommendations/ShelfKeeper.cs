using Azure;
using Microsoft.Extensions.Logging;
using Personalization.Catalog;
using Personalization.Functions.Storage;
using Personalization.Recommendations;
using Personalization.Recommendations.Shelves;

namespace Personalization.Functions.Recommendations;

/// <summary>
/// Keeps the shelf up with catalog, model and counts. A request that comes while a newer one is made goes on with the shelf there is;
/// only the first, and one that comes after a long silence, waits.
/// </summary>
public sealed class ShelfKeeper(
    ICatalogStore catalog, ModelBlob modelBlob, RecentEvents recent, ActivityBlob activityBlob, TimeProvider time, ILogger<ShelfKeeper> log) : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Making shelves takes about a twentieth of one core's time at most, however large the shop is.
    private const int Share = 20;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Loaded? current;
    private long lookedAt;
    private long pauseTicks = LookEvery.Ticks;
    private int looking;

    /// <summary>The shelf, some seconds old at most.</summary>
    public ValueTask<Shelf> CurrentAsync(CancellationToken cancellationToken)
    {
        if (current is not { } known) return new ValueTask<Shelf>(LookAsync(cancellationToken));
        TimeSpan age = time.GetElapsedTime(Interlocked.Read(ref lookedAt));
        TimeSpan pause = TimeSpan.FromTicks(Interlocked.Read(ref pauseTicks));
        if (age < pause) return new ValueTask<Shelf>(known.Shelf);
        if (age > pause + Patience) return new ValueTask<Shelf>(LookAsync(cancellationToken));
        if (Interlocked.Exchange(ref looking, 1) == 0) _ = Task.Run(LookAsideAsync, CancellationToken.None);
        return new ValueTask<Shelf>(known.Shelf);
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task LookAsideAsync()
    {
        try
        {
            await LookAsync(CancellationToken.None);
        }
        catch (RequestFailedException fault)
        {
            log.ShelfNotRefreshed(fault); // The next request tries again.
        }
        finally
        {
            Volatile.Write(ref looking, 0);
        }
    }

    private async Task<Shelf> LookAsync(CancellationToken cancellationToken)
    {
        Loaded? before = current;
        await gate.WaitAsync(cancellationToken);
        try
        {
            // Who waited while another looked has the other's.
            if (current is { } newer && !ReferenceEquals(newer, before)) return newer.Shelf;
            long start = time.GetTimestamp();
            Loaded next = await LoadAsync(before, cancellationToken);
            current = next;
            long end = time.GetTimestamp();
            Interlocked.Exchange(ref pauseTicks, PauseAfter(ReferenceEquals(next.Shelf, before?.Shelf) ? TimeSpan.Zero : time.GetElapsedTime(start, end)).Ticks);
            Interlocked.Exchange(ref lookedAt, end);
            return next.Shelf;
        }
        finally
        {
            gate.Release();
        }
    }

    private static TimeSpan PauseAfter(TimeSpan work) => TimeSpan.FromTicks(Math.Clamp(Share * work.Ticks, LookEvery.Ticks, LongestPause.Ticks));

    private async Task<Loaded> LoadAsync(Loaded? before, CancellationToken cancellationToken)
    {
        ValueTask<CatalogSnapshot> products = catalog.CurrentAsync(cancellationToken);
        Task<StoredBytes> snapshot = modelBlob.ReadAsync(before?.ModelVersion, cancellationToken);
        Task<ActivityBlob.Stored?> counts = activityBlob.ReadAsync(before?.RankingVersion, cancellationToken);
        CatalogSnapshot goods = await products;
        (RecommendationModel built, ETag? modelVersion) = Model(await snapshot, before);
        RecommendationModel model = await recent.ApplyAsync(built, goods, cancellationToken);
        ActivityRanking ranking = before?.Shelf.Ranking ?? ActivityRanking.Empty;
        ETag? rankingVersion = before?.RankingVersion;
        if (await counts is { } stored) (ranking, rankingVersion) = (ActivityRanking.From(stored.Version.ToString()!, stored.State), stored.Version);
        Shelf shelf = Shelf.Build(goods, model, ranking, before?.Shelf);
        if (!ReferenceEquals(shelf, before?.Shelf)) Warm(shelf);
        return new Loaded(shelf, built, modelVersion, rankingVersion);
    }

    private (RecommendationModel Model, ETag? Version) Model(StoredBytes found, Loaded? before)
    {
        RecommendationModel known = before?.Built ?? RecommendationModel.Empty;
        if (found.Bytes is null) return (known, before?.ModelVersion);
        RecommendationModel? model = ModelBlob.TryRead(found.Bytes, out InvalidDataException? fault);
        if (fault is not null) log.SnapshotRefused(fault);
        return (model ?? known, found.Version);
    }

    /// <summary>What is put in order when first asked for is asked for here.</summary>
    private void Warm(Shelf shelf)
    {
        RecommendationContext context = new(shelf, null, time.GetUtcNow());
        foreach (string strategy in (ReadOnlySpan<string>)["bestsellers", "trending"]) Recommender.Recommend(new RecommendationRequest(strategy, null, 1, true), context);
    }

    private sealed record Loaded(Shelf Shelf, RecommendationModel Built, ETag? ModelVersion, ETag? RankingVersion);
}
