using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Personalization.Functions.Recommendations;

/// <summary>What stands behind recommendations: models and counts, by the clock and on demand.</summary>
/// <param name="rebuild">Builds models.</param>
/// <param name="rebuilds">Requests for models.</param>
/// <param name="activity">Counts.</param>
public sealed class RebuildFunctions(ModelRebuild rebuild, RebuildQueue rebuilds, ActivityProjector activity)
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
    public Task Count([TimerTrigger("%CountSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        activity.CatchUpAsync(cancellationToken);
}
