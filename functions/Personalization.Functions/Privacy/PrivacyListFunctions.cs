using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Privacy.Requests;

namespace Personalization.Functions.Privacy;

/// <summary>Requests about people that the shop has to see to: those that came by webhook too.</summary>
/// <param name="store">Requests.</param>
/// <param name="time">The clock.</param>
public sealed class PrivacyListFunctions(PrivacyStore store, TimeProvider time)
{
    private const int Most = 100;
    private const int LargestBody = 4 * 1024;

    private static readonly Problem Unknown = new(404, "unknown-privacy-request", "There is no such request", "Use an id of GET /v1/privacy/requests.");
    private static readonly Problem NotWaiting = new(409, "not-waiting", "The request does not wait for an answer", "Only requests in the state waiting do.");
    private static readonly Problem NoAnswer = new(
        400, "invalid-answer", "The answer cannot be read", "Send {\"by\":\"YOUR NAME\",\"answer\":\"done\"} once the shop's data are deleted, or {\"by\":\"YOUR NAME\",\"answer\":\"not_ours\"}.");

    /// <summary>The newest hundred, newest first; people are hashes in them.</summary>
    [Function("ListPrivacyRequests")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/privacy/requests")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(new PrivacyListBody(await store.NewestAsync(Most, cancellationToken)), PrivacyJson.Relaxed.PrivacyListBody);

    /// <summary>What somebody of the shop has done about a request that waits, with the name of who says so. It deletes nothing.</summary>
    [Function("AnswerPrivacyRequest")]
    public async Task<IResult> Answer(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/privacy/requests/{id}/answer")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, LargestBody, cancellationToken) is not { } body || PrivacyAnswer.Read(body) is not { } answer) return Answers.Refusal(NoAnswer);
        if (!PrivacyAnswer.IsId(id) || await store.FindAsync(id, cancellationToken) is not { } stored) return Answers.Refusal(Unknown);
        if (stored.Request.State is not PrivacyState.Waiting) return Answers.Refusal(NotWaiting);
        DateTimeOffset now = time.GetUtcNow();
        PrivacyRequest next = stored.Request with
        {
            State = answer.IsDone ? PrivacyState.Done : PrivacyState.Failed, AnsweredBy = answer.By, UpdatedAt = now, EndedAt = now, Problem = answer.IsDone ? null : "It is not the shop of this app, says who answered.",
        };
        return await store.TrySaveAsync(stored, next, cancellationToken) is { } saved ? Answers.Json(saved.Request, PrivacyJson.Relaxed.PrivacyRequest) : Answers.Refusal(NotWaiting);
    }
}

/// <summary>Requests, newest first.</summary>
internal sealed record PrivacyListBody(IReadOnlyList<PrivacyRequest> Requests);
