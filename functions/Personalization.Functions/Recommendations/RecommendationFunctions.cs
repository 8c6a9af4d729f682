using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Functions.Http;
using Personalization.Recommendations;

namespace Personalization.Functions.Recommendations;

/// <summary>Recommendations out, and the timers behind them.</summary>
/// <param name="sources">What answers are made from.</param>
/// <param name="rebuild">Builds models.</param>
/// <param name="rebuilds">Requests for models.</param>
/// <param name="activity">Counts.</param>
public sealed class RecommendationFunctions(RecommendationSources sources, ModelRebuild rebuild, RebuildQueue rebuilds, ActivityProjector activity)
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

    /// <summary>Builds a new model every hour; running instances pick it up by its ETag.</summary>
    [Function("RebuildRecommendations")]
    public Task Rebuild([TimerTrigger("%RebuildSchedule%")] TimerInfo timer, CancellationToken cancellationToken) => rebuild.RunAsync(cancellationToken);

    /// <summary>Asks for a new model now. Answers 202; the model is in service some seconds after it is built.</summary>
    [Function("RequestRebuild")]
    public async Task<IResult> Request(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/recommendations/rebuild")] HttpRequest request, CancellationToken cancellationToken)
    {
        await rebuilds.RequestAsync(cancellationToken);
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    /// <summary>Builds a model that was asked for, after counting what its history brought.</summary>
    [Function("RunRebuild")]
    public async Task Run([QueueTrigger(RebuildQueue.Name)] string message, CancellationToken cancellationToken)
    {
        await activity.CatchUpAsync(cancellationToken);
        await rebuild.RunAsync(cancellationToken);
    }

    /// <summary>Counts what an instance that ended has left uncounted.</summary>
    [Function("CountActivity")]
    public Task Count([TimerTrigger("%CountSchedule%")] TimerInfo timer, CancellationToken cancellationToken) => activity.CatchUpAsync(cancellationToken);
}
