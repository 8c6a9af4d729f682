using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Profiles;
using Personalization.Profiles.Identity;

namespace Personalization.Functions.Profiles.Identity;

/// <summary>Who is who, for merchants: why profiles are one, what was held back, merges and their undoing.</summary>
/// <param name="desk">Does the work.</param>
/// <param name="profiles">Profiles.</param>
/// <param name="quarantine">What was held back.</param>
public sealed class IdentityFunctions(IdentityDesk desk, ProfileUpdater profiles, IQuarantineStore quarantine)
{
    private const int MostEntries = 100;
    private static readonly Problem TooLarge = new(413, "too-large", "The request is too large", $"It may have {IdentityReader.Bytes / 1024} KB.");
    private static readonly Problem WrongLimit = new(400, "invalid-query", "The query cannot be answered", $"limit is a number from 1 to {MostEntries}.");

    /// <summary>Ids, parts, merges with their reasons, and blocked pairs of a person.</summary>
    [Function("GetIdentity")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/profiles/{id}/identity")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (PersonKey.Parse(id) is not { } key) return Answers.Refusal(ProfileProblems.Unreadable);
        JoinedPerson person = await profiles.PartsAsync(key, cancellationToken);
        return person.View.Seen.Events.Count == 0 && person.Identity.IsNone
            ? Answers.Refusal(ProfileProblems.Unknown)
            : Answers.Json(IdentityBody.From(person), WireJson.Relaxed.IdentityBody);
    }

    /// <summary>What two people would be as one: <c>{"from":"...","into":"..."}</c>.</summary>
    [Function("PreviewMerge")]
    public Task<IResult> Preview(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/identity/preview")] HttpRequest request, CancellationToken cancellationToken) =>
        ReadAsync(request, body => IdentityReader.Preview(body.Span), async asked => await desk.PreviewAsync(asked.From, asked.Into, cancellationToken) is { } preview
            ? Answers.Json(MergePreviewBody.Of(preview), WireJson.Relaxed.MergePreviewBody)
            : Answers.Refusal(ProfileProblems.Unknown), cancellationToken);

    /// <summary>Makes two people one: <c>{"from":"...","into":"...","author":"Nino","reason":"...","force":false}</c>.</summary>
    [Function("MergeProfiles")]
    public Task<IResult> Merge(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/identity/merges")] HttpRequest request, CancellationToken cancellationToken) =>
        ReadAsync(request, body => IdentityReader.Merge(body.Span), async asked => Answer(await desk.MergeAsync(asked, cancellationToken)), cancellationToken);

    /// <summary>Undoes a merge: <c>{"author":"Nino","reason":"..."}</c>.</summary>
    [Function("UndoMerge")]
    public Task<IResult> Undo(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/identity/merges/{id}/undo")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        ReadAsync(request, body => IdentityReader.Word(body.Span), async word => Answer(await desk.UndoAsync(id, word, cancellationToken)), cancellationToken);

    /// <summary>What is held back, page by page: <c>?after=...&amp;limit=50</c>.</summary>
    [Function("GetQuarantine")]
    public async Task<IResult> Quarantine(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/identity/quarantine")] HttpRequest request, CancellationToken cancellationToken)
    {
        string said = request.Query["limit"].ToString(), after = request.Query["after"].ToString();
        int limit = 50;
        if (said.Length > 0 && (!int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostEntries)) return Answers.Refusal(WrongLimit);
        IReadOnlyList<QuarantineEntry> entries = await quarantine.ListAsync(after.Length is > 0 and <= 64 ? after : null, limit, cancellationToken);
        return Answers.Json(
            new QuarantineBody([.. entries.Select(QuarantineEntryBody.Of)], entries.Count == limit ? entries[^1].Id : null), WireJson.Relaxed.QuarantineBody);
    }

    /// <summary>Makes the merge that was held back: <c>{"author":"Nino","reason":"..."}</c>.</summary>
    [Function("ApproveQuarantined")]
    public Task<IResult> Approve(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/identity/quarantine/{id}/approve")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        ReadAsync(request, body => IdentityReader.Word(body.Span), async word => Answer(await desk.ApproveAsync(id, word, cancellationToken)), cancellationToken);

    /// <summary>Takes an entry away: the two stay apart.</summary>
    [Function("DismissQuarantined")]
    public async Task<IResult> Dismiss(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/identity/quarantine/{id}/dismiss")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        id.Length <= 64 && await desk.DismissAsync(id, cancellationToken) is { } problem ? Answers.Refusal(problem) : Answers.Json(new DismissedBody(id, true), WireJson.Relaxed.DismissedBody);

    private static IResult Answer(IdentityOutcome outcome) =>
        outcome.Problem is { } problem ? Answers.Refusal(problem)
        : outcome.Merge is { } merge ? Answers.Json(MergeBody.Of(merge), WireJson.Relaxed.MergeBody)
        : Answers.Refusal(new Problem(409, "already-one", "The two are one person already", "GET /v1/profiles/{id}/identity tells why."));

    private static async Task<IResult> ReadAsync(
        HttpRequest request, Func<ReadOnlyMemory<byte>, IdentityReading> read, Func<IdentityRequest, Task<IResult>> answer, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, IdentityReader.Bytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        IdentityReading reading = read(body);
        return reading.Request is { } asked ? await answer(asked) : Answers.Refusal(reading.Problem!);
    }
}
