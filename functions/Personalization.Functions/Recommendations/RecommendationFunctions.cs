using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Functions.Http;
using Personalization.Recommendations;

namespace Personalization.Functions.Recommendations;

/// <summary>Recommendations out.</summary>
/// <param name="sources">What answers are made from.</param>
/// <param name="tally">Counts lists; null for nobody.</param>
public sealed class RecommendationFunctions(RecommendationSources sources, IListTally? tally = null)
{
    /// <summary>Products by a strategy, for a product, for a visitor.</summary>
    [Function("GetRecommendations")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/recommendations")] HttpRequest request, CancellationToken cancellationToken)
    {
        RecommendationQuery query = RecommendationQuery.Read(request.Query);
        if (query.Problem is { } problem) return Answers.Refusal(problem);
        RecommendationContext context = await sources.ForAsync(query.Person, cancellationToken);
        RecommendationAnswer answer = Recommender.Recommend(query.Request!, context);
        tally?.Count(answer);
        return new RecommendationResult(answer, context.Shelf);
    }

    /// <summary>The same answer with how it came about: for the merchant, or with <c>explain=auditor</c> with all that it is made from.</summary>
    [Function("ExplainRecommendations")]
    public async Task<IResult> Explain(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/recommendations/explain")] HttpRequest request, CancellationToken cancellationToken)
    {
        RecommendationQuery query = RecommendationQuery.Read(request.Query, forMerchant: true);
        if (query.Problem is { } problem) return Answers.Refusal(problem);
        RecommendationContext context = await sources.ForAsync(query.Person, cancellationToken);
        return Answers.Json(Explainer.Explain(query.Request!, context, query.Tier), WireJson.Relaxed.Explanation);
    }
}
