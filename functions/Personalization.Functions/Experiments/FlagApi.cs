using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Experiences;
using Personalization.Experiments;
using Personalization.Functions.Experiences;
using Personalization.Functions.Http;

namespace Personalization.Functions.Experiments;

/// <summary>Experiments as flags, by OpenFeature's remote evaluation protocol (OFREP): for clients that speak it already. Exposures are theirs to send, as events.</summary>
/// <param name="desk">Decides.</param>
/// <param name="experiments">Experiments in service.</param>
/// <param name="time">The clock.</param>
public sealed class FlagApi(DecideDesk desk, ExperimentDesk experiments, TimeProvider time)
{
    private const int LargestBody = 64 * 1024;

    /// <summary>The variant of one experiment, with its parameters as the value.</summary>
    [Function("EvaluateFlag")]
    public async Task<IResult> One([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "ofrep/v1/evaluate/flags/{key}")] HttpRequest request, string key, CancellationToken cancellationToken)
    {
        FlagRequest asked = await ReadAsync(request, cancellationToken);
        if (asked.Visitor is null) return Answers.Json(Failure(key, asked.ErrorCode, asked.Details), WireJson.Relaxed.FlagBody, StatusCodes.Status400BadRequest);
        ExperimentSet set = await experiments.SetAsync(cancellationToken);
        return set.Find(key) is { } found
            ? Answers.Json((await EvaluateAsync([found], asked, cancellationToken))[0], WireJson.Relaxed.FlagBody)
            : Answers.Json(Failure(key, "FLAG_NOT_FOUND", "No experiment of that id was started."), WireJson.Relaxed.FlagBody, StatusCodes.Status404NotFound);
    }

    /// <summary>The variants of all experiments that run; with <c>If-None-Match</c> nothing where they are still the same.</summary>
    [Function("EvaluateFlags")]
    public async Task<IResult> All([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "ofrep/v1/evaluate/flags")] HttpRequest request, CancellationToken cancellationToken)
    {
        FlagRequest asked = await ReadAsync(request, cancellationToken);
        if (asked.Visitor is null) return Answers.Json(new FlagBody(null, null, null, null, null, asked.ErrorCode, asked.Details), WireJson.Relaxed.FlagBody, StatusCodes.Status400BadRequest);
        ExperimentSet set = await experiments.SetAsync(cancellationToken);
        StartedExperiment[] running = [.. set.All.Where(one => one.RunsAt(time.GetUtcNow())).OrderBy(one => one.Experiment.Id, StringComparer.Ordinal)];
        FlagsBody flags = new(await EvaluateAsync(running, asked, cancellationToken));
        string tag = $"\"{StableHash.Hex(JsonSerializer.Serialize(flags, WireJson.Relaxed.FlagsBody))}\"";
        return request.Headers.IfNoneMatch.ToString() == tag ? Results.StatusCode(StatusCodes.Status304NotModified) : Answers.Json(flags, WireJson.Relaxed.FlagsBody, tag);
    }

    private static async Task<FlagRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await RequestBody.ReadAsync(request, LargestBody, cancellationToken) is { } body ? FlagRequest.Read(body) : new FlagRequest(null, "INVALID_CONTEXT", $"The body may have {LargestBody} bytes.");

    private async Task<FlagBody[]> EvaluateAsync(StartedExperiment[] asked, FlagRequest request, CancellationToken cancellationToken)
    {
        PageRequest page = new(PageType.Other, [.. asked.Select(one => new SlotRequest(one.Experiment.Id, SlotKind.Experiment) { Experiment = one.Experiment.Id })]) { Visitor = request.Visitor };
        PageDecision decision = await desk.DecideAsync(page, cancellationToken);
        return [.. decision.Slots.Select((slot, place) => Body(asked[place], slot.Assignment))];
    }

    // Without a value the client takes its own.
    private FlagBody Body(StartedExperiment started, Assignment? assignment)
    {
        string id = started.Experiment.Id;
        if (assignment is null) return new FlagBody(id, null, null, started.RunsAt(time.GetUtcNow()) ? "DEFAULT" : "DISABLED", null, null, null);
        JsonNode value = started.Experiment.Variants[started.Experiment.IndexOf(assignment.Variant)].Parameters?.DeepClone() ?? JsonValue.Create(assignment.Variant);
        return new FlagBody(id, value, assignment.Variant, "SPLIT", new FlagMetadata(Math.Round(assignment.Probability, 6)), null, null);
    }

    private static FlagBody Failure(string key, string code, string details) => new(key, null, null, null, null, code, details);
}

/// <summary>A flag, or why there is none.</summary>
internal sealed record FlagBody(string? Key, JsonNode? Value, string? Variant, string? Reason, FlagMetadata? Metadata, string? ErrorCode, string? ErrorDetails);

/// <summary>What else is told of a flag.</summary>
internal sealed record FlagMetadata(double Probability);

/// <summary>All flags.</summary>
internal sealed record FlagsBody(IReadOnlyList<FlagBody> Flags);
