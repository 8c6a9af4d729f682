using Personalization.Functions.Recommendations;
using Personalization.Journeys;

namespace Personalization.Functions.Journeys;

/// <summary>The intervals that the counts of the lake know.</summary>
internal sealed class Intervals(RecommendationSources sources) : IPurchaseIntervals
{
    public async ValueTask<IReadOnlyDictionary<string, double>> CurrentAsync(CancellationToken cancellationToken) => (await sources.RankingAsync(cancellationToken)).Intervals;
}
