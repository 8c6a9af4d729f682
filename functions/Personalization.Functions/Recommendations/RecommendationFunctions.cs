using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Functions.Http;
using Personalization.Recommendations;

namespace Personalization.Functions.Recommendations;

/// <summary>Recommendations out.</summary>
/// <param name="sources">What answers are made from.</param>
public sealed class RecommendationFunctions(RecommendationSources sources)
{
    /// <summary>Products by a strategy, for a product, for a visitor.</summary>
    [Function("GetRecommendations")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/recommendations")] HttpRequest request, CancellationToken cancellationToken)
    {
        RecommendationQuery query = RecommendationQuery.Read(request.Query);
        if (query.Problem is { } problem) return Answers.Refusal(problem);
        RecommendationContext context = await sources.ForAsync(query.Person, cancellationToken);
        return Answers.Json(RecommendationsBody.From(Recommender.Recommend(query.Request!, context), context), WireJson.Relaxed.RecommendationsBody);
    }
}
