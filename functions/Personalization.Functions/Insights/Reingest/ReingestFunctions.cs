using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Events.Fixes;
using Personalization.Functions.Events;
using Personalization.Functions.Http;

namespace Personalization.Functions.Insights.Reingest;

/// <summary>Events that were sent wrongly, read anew as they should have been: first to see what would change, then for good, then undone if need be.</summary>
/// <param name="desk">Jobs.</param>
/// <param name="fixes">What is in force.</param>
/// <param name="time">The clock.</param>
public sealed class ReingestFunctions(ReingestDesk desk, FixStore fixes, TimeProvider time)
{
    private static readonly Problem TooLarge = new(413, "too-large", "The request is too large", $"It may have {FixReader.Bytes / 1024} KB.");
    private static readonly Problem UnknownJob = new(404, "unknown-reingest", "There is no such re-ingest", "POST /v1/insights/reingest answers with its id.");
    private static readonly Problem UnknownFix = new(404, "unknown-fix", "There is no such fix in force", "GET /v1/insights/reingest lists them with their ids.");

    /// <summary>
    /// Asks for a re-ingest: <c>{"from":"..","to":"..","event":"Size Chosen","fix":{"kind":"rename","field":"sz","to":"size"},"author":"Nino"}</c>, or
    /// <c>{"undo":"FIX"}</c>. A dry run unless it says <c>"dryRun":false</c>. Answers 202 with an id to ask by.
    /// </summary>
    [Function("PostReingest")]
    public async Task<IResult> Post(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/insights/reingest")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, FixReader.Bytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        DateTimeOffset now = time.GetUtcNow();
        (FixWish? wish, Problem? wrong) = FixReader.Read(body.Span, now);
        if (wrong is not null) return Answers.Refusal(wrong);
        EventFix? fix = wish!.Fix ?? (await fixes.LoadAsync(cancellationToken)).Fixes.All.FirstOrDefault(one => one.Id == wish.Undo);
        if (fix is null) return Answers.Refusal(UnknownFix);
        ReingestJob job = new() { Id = StableHash.Hex($"{fix.Id}\n{wish.Undo}\n{wish.DryRun}\n{now.UtcTicks}", 16), DryRun = wish.DryRun, Fix = fix, Undo = wish.Undo is not null, AskedAt = now };
        await desk.AskAsync(job, cancellationToken);
        return Answers.Json(job, ReingestJson.Default.ReingestJob, StatusCodes.Status202Accepted);
    }

    /// <summary>How far a re-ingest is, and what changes.</summary>
    [Function("GetReingest")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/insights/reingest/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        id.Length == 16 && id.All(char.IsAsciiHexDigitLower) && await desk.FindAsync(id, cancellationToken) is { } job
            ? Answers.Json(job, ReingestJson.Default.ReingestJob)
            : Answers.Refusal(UnknownJob);

    /// <summary>The fixes in force, by which everything that reads the lake anew reads it.</summary>
    [Function("GetFixes")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/insights/reingest")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(new FixListBody((await fixes.LoadAsync(cancellationToken)).Fixes.All), ReingestJson.Default.FixListBody);
}
