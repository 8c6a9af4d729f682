using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Functions.Http;
using Personalization.Functions.Jobs;
using Personalization.Functions.Profiles;
using Personalization.Functions.Recommendations;
using Personalization.Profiles;
using Personalization.Segments.Predictions;

namespace Personalization.Functions.Segments.Predictions;

/// <summary>What is expected of people, and how much that is worth.</summary>
/// <param name="runner">Fits the models, and looks for segments.</param>
/// <param name="jobs">Requests to do so.</param>
/// <param name="blob">The models in service.</param>
/// <param name="profiles">People.</param>
/// <param name="sources">Knows after how long products are bought again.</param>
/// <param name="time">The clock.</param>
public sealed class PredictionFunctions(
    PredictionRunner runner, JobQueue jobs, PredictionBlob blob, ProfileUpdater profiles, RecommendationSources sources, TimeProvider time)
{
    private const int MostNeeds = 20;

    /// <summary>Fits all models every night, and looks for segments after that; running instances pick them up by their ETag.</summary>
    [Function("RebuildPredictions")]
    public Task Rebuild([TimerTrigger("%PredictionSchedule%")] TimerInfo timer, CancellationToken cancellationToken) => runner.RunAsync(cancellationToken);

    /// <summary>Asks to fit all models now. Answers 202; they are in service some seconds after they are fitted.</summary>
    [Function("RequestPredictions")]
    public async Task<IResult> Request(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/predictions/rebuild")] HttpRequest request, CancellationToken cancellationToken)
    {
        await jobs.SendAsync(PredictionRunner.KindName, "", cancellationToken);
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    /// <summary>The model cards: what each model says, how, from what, how well, and what it must not be used for.</summary>
    [Function("GetPredictionModels")]
    public async Task<IResult> Models(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/predictions/models")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(ModelCardsBody.From(await blob.ModelAsync(cancellationToken)), WireJson.Relaxed.ModelCardsBody);

    /// <summary>What is expected of a person, with reasons; where too little is known, what is missing.</summary>
    [Function("GetProfilePredictions")]
    public async Task<IResult> Person(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/profiles/{id}/predictions")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (PersonKey.Parse(id) is not { } key) return Answers.Refusal(ProfileProblems.Unreadable);
        Profile profile = (await profiles.ResolveAsync(key, cancellationToken)).Profile;
        if (profile.LastSeen is null) return Answers.Refusal(ProfileProblems.Unknown);
        PredictionModel model = await blob.ModelAsync(cancellationToken);
        IReadOnlyDictionary<string, double> typical = (await sources.RankingAsync(cancellationToken)).Intervals;
        return Answers.Json(
            PredictionsBody.From(profile.Key.Address, model, PersonReading.Of(model, profile, time.GetUtcNow()), Needs(profile, typical)), WireJson.Relaxed.PredictionsBody);
    }

    private static IEnumerable<(string ProductId, DateTimeOffset At)> Needs(Profile profile, IReadOnlyDictionary<string, double> typical) =>
        profile.Orders.Where(order => order is { Said: not null, CancelledAt: null }).SelectMany(order => Replenishment.Of(profile, order, typical))
            .DistinctBy(need => need.ProductId).OrderBy(need => need.At).Take(MostNeeds);
}
