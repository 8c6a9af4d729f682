using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Assistant.Proposals;
using Personalization.Assistant.Tools;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Assistant.Mcp;
using Personalization.Functions.Http;
using JsonFields = Personalization.Functions.Http.JsonFields;

namespace Personalization.Functions.Assistant.Proposals;

/// <summary>What the assistant has proposed to a merchant: approved once, taken back, told of.</summary>
/// <param name="desk">Proposals.</param>
/// <param name="tools">Who carries them out.</param>
/// <param name="clients">Who approves nothing.</param>
/// <param name="time">The clock.</param>
public sealed class ProposalFunctions(ProposalDesk desk, Toolbox tools, McpKeys clients, TimeProvider time)
{
    private const int MostBytes = 4096, TextLength = 200, IdLength = 64;

    private static readonly Problem Unreadable = new(400, "invalid-body", "The body cannot be read", """Send {"token":"APPROVAL_TOKEN","author":"Nino"}; to undo, {"author":"Nino"}.""");

    /// <summary>Carries out what was proposed, once: <c>{"token":"…","author":"Nino"}</c>.</summary>
    [Function("ApproveProposal")]
    public async Task<IResult> Approve(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/merchant/proposals/{id}/approve")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (clients.ClientOf(request) is not null) return Answers.Refusal(McpKeys.NotAPerson);
        if (await ReadAsync(request, cancellationToken) is not { } body || JsonFields.Text(body, "token") is not { } token || Author(body) is not { } author) return Answers.Refusal(Unreadable);
        return Answer(await desk.ApproveAsync(Short(id), token, author, tools, cancellationToken));
    }

    /// <summary>Takes back what was carried out: <c>{"author":"Nino"}</c>.</summary>
    [Function("UndoProposal")]
    public async Task<IResult> Undo(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/merchant/proposals/{id}/undo")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        clients.ClientOf(request) is not null ? Answers.Refusal(McpKeys.NotAPerson)
        : await ReadAsync(request, cancellationToken) is { } body && Author(body) is { } author ? Answer(await desk.UndoAsync(Short(id), author, tools, cancellationToken)) : Answers.Refusal(Unreadable);

    /// <summary>The newest proposals: what, when, by whom, and what became of each.</summary>
    [Function("GetProposals")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/merchant/proposals")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(new ProposalListBody([.. (await desk.NewestAsync(cancellationToken)).Select(one => ProposalBody.Of(one, time.GetUtcNow()))]), WireJson.Relaxed.ProposalListBody);

    /// <summary>A proposal: what it would come to and how it stands. Its token is not in it.</summary>
    [Function("GetProposal")]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/merchant/proposals/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await desk.FindAsync(Short(id), cancellationToken) is { } found ? Answers.Json(ProposalBody.Of(found, time.GetUtcNow()), WireJson.Relaxed.ProposalBody) : Answers.Refusal(ProposalDesk.Unknown);

    /// <summary>The approval token of an open proposal, for the shop's own console, where a person has read what a program has asked for.</summary>
    [Function("GetProposalToken")]
    public async Task<IResult> Token([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/merchant/proposals/{id}/token")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (clients.ClientOf(request) is not null) return Answers.Refusal(McpKeys.NotAPerson);
        if (await desk.FindAsync(Short(id), cancellationToken) is not { } found) return Answers.Refusal(ProposalDesk.Unknown);
        return found.StateAt(time.GetUtcNow()) is ProposalState.Open ? Answers.Json(OfferedBody.Of(found.Proposal, desk), WireJson.Relaxed.OfferedBody) : Answers.Refusal(ProposalDesk.NotOpen);
    }

    private IResult Answer(ProposalResult result) =>
        result.Problem is { } problem ? Answers.Refusal(problem) : Answers.Json(ProposalBody.Of(result.Proposal!, time.GetUtcNow()), WireJson.Relaxed.ProposalBody);

    private static async Task<JsonElement?> ReadAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await RequestBody.ReadAsync(request, MostBytes, cancellationToken) is { } body && JsonFields.TryParse(body, out JsonElement root) ? root : null;

    private static string? Author(JsonElement body) => JsonFields.Text(body, "author")?.Trim() is { Length: > 0 and <= TextLength } author ? author : null;

    // What no id looks like is none; it is not looked up.
    private static string Short(string id) => id.Length <= IdLength && id.All(char.IsAsciiLetterOrDigit) ? id : "none";
}

/// <summary>A proposal in the log.</summary>
internal sealed record ProposalBody(
    string Id, string Tool, string Summary, JsonElement Preview, string State, string AskedBy, string MadeAt, string ExpiresAt, string? ApprovedBy, string? ApprovedAt, string? DoneAt,
    string? Outcome, string? UndoneBy, string? UndoneAt)
{
    public static ProposalBody Of(StoredProposal one, DateTimeOffset now) => new(
        one.Proposal.Id, one.Proposal.Tool, one.Proposal.Summary, one.Proposal.Preview, one.StateAt(now).ToString().ToLowerInvariant(), one.AskedBy, EventCodec.Text(one.Proposal.MadeAt),
        EventCodec.Text(one.Proposal.ExpiresAt), one.ApprovedBy, Text(one.ApprovedAt), Text(one.DoneAt), one.Outcome, one.UndoneBy, Text(one.UndoneAt));

    private static string? Text(DateTimeOffset? at) => at is { } known ? EventCodec.Text(known) : null;
}

/// <summary>The log.</summary>
internal sealed record ProposalListBody(IReadOnlyList<ProposalBody> Proposals);
