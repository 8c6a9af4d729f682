using Personalization.Functions.Profiles;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Recommendations.Shelves;

namespace Personalization.Functions.Recommendations;

/// <summary>Everything an answer is made from: the shelf from memory; only the profile is read for each request.</summary>
/// <param name="shelves">The shop.</param>
/// <param name="profiles">Visitors.</param>
/// <param name="providers">What tells of the world outside.</param>
/// <param name="time">The clock.</param>
public sealed class RecommendationSources(ShelfKeeper shelves, ProfileUpdater profiles, IEnumerable<IContextProvider> providers, TimeProvider time)
{
    private readonly IContextProvider[] providers = [.. providers];

    /// <summary>All parts for an answer to a visitor, or to nobody in particular; those that have to be read are read side by side.</summary>
    public async ValueTask<RecommendationContext> ForAsync(PersonKey? person, CancellationToken cancellationToken)
    {
        ValueTask<Shelf> shelf = shelves.CurrentAsync(cancellationToken);
        StoredProfile? visitor = person is { } key ? await profiles.ResolveAsync(key, cancellationToken) : null;
        DateTimeOffset now = time.GetUtcNow();
        return new(await shelf, visitor?.Profile, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour))) { Providers = providers };
    }

    /// <summary>What sells and what rises, with the counts behind it.</summary>
    public async ValueTask<ActivityRanking> RankingAsync(CancellationToken cancellationToken) => (await shelves.CurrentAsync(cancellationToken)).Ranking;
}
