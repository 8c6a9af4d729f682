using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Messages.Delivery;
using Personalization.Messages.Templates;

namespace Personalization.Functions.Messages;

/// <summary>Messages that failed, to be read and brought back.</summary>
/// <param name="deliveries">Records.</param>
/// <param name="letters">Brings them back.</param>
public sealed class DeadLetterFunctions(IDeliveryStore deliveries, DeadLetters letters)
{
    private static readonly Problem Unreadable = new(400, "invalid-query", "The query cannot be read", $"limit is 1 to {MessageQuery.MostListed}.");
    private static readonly Problem NotDead = new(404, "not-failed", "No such message has failed", "Only messages that GET /v1/messages/dead-letters lists can be tried again.");

    /// <summary>Messages that failed, newest first, with the reasons.</summary>
    [Function("GetDeadMessages")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/messages/dead-letters")] HttpRequest request, CancellationToken cancellationToken) =>
        MessageQuery.Limit(request) is { } limit
            ? Answers.Json(new DeadListBody([.. (await deliveries.DeadAsync(limit, cancellationToken)).Select(DeadBody.From)]), WireJson.Relaxed.DeadListBody)
            : Answers.Refusal(Unreadable);

    /// <summary>Decides and tries a failed message anew, by all rules.</summary>
    [Function("RetryDeadMessage")]
    public async Task<IResult> Retry(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/messages/dead-letters/{id}/retry")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        TemplateReader.IsName(id) && await letters.RetryAsync(id, cancellationToken) is { } record
            ? Answers.Json(MessageBody.From(record, null), WireJson.Relaxed.MessageBody, StatusCodes.Status202Accepted)
            : Answers.Refusal(NotDead);
}

/// <summary>Queries of lists of messages.</summary>
internal static class MessageQuery
{
    public const int MostListed = 200;

    /// <summary>How many are asked for; null where that is no number in range.</summary>
    public static int? Limit(HttpRequest request) =>
        !request.Query.TryGetValue("limit", out var text) ? 50 : int.TryParse(text, out int limit) && limit is >= 1 and <= MostListed ? limit : null;
}
