using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Functions.Http;
using Personalization.Functions.Recommendations;
using Personalization.Recommendations;

namespace Personalization.Functions.Insights;

/// <summary>What happens in the shop, in numbers.</summary>
/// <param name="sources">The counts.</param>
public sealed class InsightFunctions(RecommendationSources sources)
{
    /// <summary>How often each event happened, and what was done with each product.</summary>
    [Function("GetActivity")]
    public async Task<IResult> Activity(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/insights/activity")] HttpRequest request, CancellationToken cancellationToken)
    {
        ActivityRanking ranking = await sources.RankingAsync(cancellationToken);
        return Answers.Json(ActivityBody.From(ranking), WireJson.Relaxed.ActivityBody);
    }
}

/// <summary>The counts on the wire.</summary>
internal sealed record ActivityBody(long Events, IReadOnlyDictionary<string, long> EventTotals, IReadOnlyDictionary<string, ActivityCounts> Products)
{
    public static ActivityBody From(ActivityRanking ranking) => new(
        ranking.EventTotals.Values.Sum(), ranking.EventTotals, new SortedDictionary<string, ActivityCounts>(ranking.Products.ToDictionary(), StringComparer.Ordinal));
}
