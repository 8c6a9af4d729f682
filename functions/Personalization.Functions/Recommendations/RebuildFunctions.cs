using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Functions.Catalog.Imports;
using Personalization.Functions.Http;

namespace Personalization.Functions.Recommendations;

/// <summary>What stands behind recommendations: models and counts, by the clock and on demand.</summary>
/// <param name="rebuild">Builds models.</param>
/// <param name="rebuilds">Requests for models.</param>
/// <param name="activity">Counts.</param>
/// <param name="blobs">What is known of rebuilds.</param>
/// <param name="models">Models in service.</param>
/// <param name="time">The clock.</param>
public sealed class RebuildFunctions(ModelRebuild rebuild, IRebuildRequests rebuilds, ActivityProjector activity, RebuildBlobs blobs, ModelSwitch models, TimeProvider time)
{
    /// <summary>Builds a new model every hour; running instances pick it up by its ETag.</summary>
    [Function("RebuildRecommendations")]
    public Task Rebuild([TimerTrigger("%RebuildSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        rebuild.RunAsync(cancellationToken);

    /// <summary>Asks for a new model now. Answers 202; the model is in service some seconds after it is built.</summary>
    [Function("RequestRebuild")]
    public async Task<IResult> Request(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/recommendations/rebuild")] HttpRequest request, CancellationToken cancellationToken)
    {
        RebuildStatus status = await blobs.StatusAsync(cancellationToken);
        if (status.State is not RebuildState.Running)
            await blobs.SaveAsync(new RebuildStatus { State = RebuildState.Queued, StartedAt = time.GetUtcNow(), UpdatedAt = time.GetUtcNow(), Model = status.Model }, cancellationToken);
        await rebuilds.RequestAsync(cancellationToken);
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    /// <summary>Where the newest rebuild stands, and what came of it.</summary>
    [Function("GetRebuild")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/recommendations/rebuild")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await blobs.StatusAsync(cancellationToken), RebuildJson.Relaxed.RebuildStatus);

    /// <summary>The newest models with their figures, and what became of them.</summary>
    [Function("GetModelHistory")]
    public async Task<IResult> History(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/recommendations/history")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await blobs.HistoryAsync(cancellationToken), RebuildJson.Relaxed.ModelHistory);

    /// <summary>Puts the model that waits in service.</summary>
    [Function("PromoteModel")]
    public async Task<IResult> Promote(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/recommendations/promote")] HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await models.PromoteAsync(cancellationToken));

    /// <summary>Puts the model before the one in service there again.</summary>
    [Function("RollBackModel")]
    public async Task<IResult> RollBack(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/recommendations/rollback")] HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await models.RollBackAsync(cancellationToken));

    /// <summary>Counts what an instance that ended has left uncounted.</summary>
    [Function("CountActivity")]
    public Task Count([TimerTrigger("%CountSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        activity.CatchUpAsync(cancellationToken);

    private static IResult Answer(SwitchResult result) =>
        result.Problem is { } problem ? Answers.Refusal(problem) : Answers.Json(result.Model!, RebuildJson.Relaxed.ModelRun);
}
