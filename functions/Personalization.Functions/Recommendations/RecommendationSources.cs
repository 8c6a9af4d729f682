using Azure;
using Microsoft.Extensions.Logging;
using Personalization.Catalog;
using Personalization.Functions.Profiles;
using Personalization.Functions.Storage;
using Personalization.Profiles;
using Personalization.Recommendations;

namespace Personalization.Functions.Recommendations;

/// <summary>Everything an answer is made from, held in memory and looked at anew every few seconds; only the profile is read for each request.</summary>
public sealed class RecommendationSources : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly ICatalogStore catalog;
    private readonly ProfileUpdater profiles;
    private readonly ModelBlob modelBlob;
    private readonly ActivityBlob activityBlob;
    private readonly ILogger<RecommendationSources> log;
    private readonly Refreshed<Versioned<RecommendationModel>> model;
    private readonly Refreshed<Versioned<ActivityRanking>> ranking;

    /// <summary>Takes where the parts come from.</summary>
    public RecommendationSources(
        ICatalogStore catalog, ProfileUpdater profiles, ModelBlob modelBlob, ActivityBlob activityBlob, TimeProvider time, ILogger<RecommendationSources> log)
    {
        (this.catalog, this.profiles, this.modelBlob, this.activityBlob, this.log) = (catalog, profiles, modelBlob, activityBlob, log);
        model = new(time, LookEvery, ReadModelAsync);
        ranking = new(time, LookEvery, ReadRankingAsync);
    }

    /// <summary>All parts for an answer to a visitor, or to nobody in particular; those that have to be read are read side by side.</summary>
    public async ValueTask<RecommendationContext> ForAsync(PersonKey? person, CancellationToken cancellationToken)
    {
        ValueTask<CatalogSnapshot> products = catalog.CurrentAsync(cancellationToken);
        ValueTask<Versioned<RecommendationModel>> sequences = model.GetAsync(cancellationToken);
        ValueTask<Versioned<ActivityRanking>> counts = ranking.GetAsync(cancellationToken);
        StoredProfile? visitor = person is { } key ? await profiles.ResolveAsync(key, cancellationToken) : null;
        return new(await products, (await sequences).Value, (await counts).Value, visitor?.Profile);
    }

    /// <summary>What sells and what rises, with the counts behind it.</summary>
    public async ValueTask<ActivityRanking> RankingAsync(CancellationToken cancellationToken) => (await ranking.GetAsync(cancellationToken)).Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        model.Dispose();
        ranking.Dispose();
    }

    private async Task<Versioned<RecommendationModel>?> ReadModelAsync(Versioned<RecommendationModel>? known, CancellationToken cancellationToken)
    {
        StoredBytes found = await modelBlob.ReadAsync(known?.Version, cancellationToken);
        if (found.Bytes is null) return known ?? new(RecommendationModel.Empty, null);
        try
        {
            return new(ModelCodec.Deserialize(found.Bytes.ToMemory()), found.Version);
        }
        catch (InvalidDataException fault)
        {
            log.SnapshotRefused(fault);
            return new(known?.Value ?? RecommendationModel.Empty, found.Version);
        }
    }

    private async Task<Versioned<ActivityRanking>?> ReadRankingAsync(Versioned<ActivityRanking>? known, CancellationToken cancellationToken)
    {
        if (await activityBlob.ReadAsync(known?.Version, cancellationToken) is not { } found) return known ?? new(ActivityRanking.Empty, null);
        return new(ActivityRanking.From(found.Version.ToString()!, found.State), found.Version);
    }

    private sealed record Versioned<T>(T Value, ETag? Version);
}
