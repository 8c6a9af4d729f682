using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Functions.Recommendations;
using Personalization.Recommendations;
using Personalization.Recommendations.Outcomes;

namespace Personalization.Functions.Insights;

/// <summary>What happens in the shop, in numbers.</summary>
/// <param name="sources">The counts.</param>
/// <param name="time">The clock.</param>
public sealed class InsightFunctions(RecommendationSources sources, TimeProvider time)
{
    private const int DefaultDays = 30;

    /// <summary>How often each event happened, and what was done with each product.</summary>
    [Function("GetActivity")]
    public async Task<IResult> Activity(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/insights/activity")] HttpRequest request, CancellationToken cancellationToken)
    {
        ActivityRanking ranking = await sources.RankingAsync(cancellationToken);
        return Answers.Json(ActivityBody.From(ranking), WireJson.Relaxed.ActivityBody);
    }

    /// <summary>
    /// What came of recommendations by strategy and placement, use and harm: clicks, carts, orders beside hides, dislikes and refunds, of the
    /// last <c>days</c> (1 to 90; 90 is all that is kept).
    /// </summary>
    [Function("GetRecommendationOutcomes")]
    public async Task<IResult> Outcomes(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/insights/recommendations")] HttpRequest request, CancellationToken cancellationToken)
    {
        string asked = request.Query["days"].ToString();
        int days = DefaultDays;
        if (asked.Length > 0 && !(int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out days) && days is >= 1 and <= OutcomeState.Days))
            return Answers.Refusal(new Problem(400, "invalid-query", "The query cannot be answered", $"days must be a whole number from 1 to {OutcomeState.Days}.",
                [new ProblemError("out_of_range", "days", $"days must be a whole number from 1 to {OutcomeState.Days}.")]));
        ActivityRanking ranking = await sources.RankingAsync(cancellationToken);
        return Answers.Json(OutcomesBody.From(OutcomeReport.Of(ranking.Outcomes, days, time.GetUtcNow()), days), WireJson.Relaxed.OutcomesBody);
    }
}

/// <summary>The counts on the wire.</summary>
internal sealed record ActivityBody(long Events, IReadOnlyDictionary<string, long> EventTotals, IReadOnlyDictionary<string, ActivityCounts> Products)
{
    public static ActivityBody From(ActivityRanking ranking) => new(
        ranking.EventTotals.Values.Sum(), ranking.EventTotals, new SortedDictionary<string, ActivityCounts>(ranking.Products.ToDictionary(), StringComparer.Ordinal));
}
