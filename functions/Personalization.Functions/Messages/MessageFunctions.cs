using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Messages.Delivery;
using Personalization.Messages.Templates;
using Personalization.Profiles;

namespace Personalization.Functions.Messages;

/// <summary>Messages to people.</summary>
public sealed class MessageFunctions
{
    private static readonly Problem Unknown = new(404, "unknown-message", "There is no such message", "No message with this id was accepted.");
    private static readonly Problem TooLarge = new(413, "too-large", "The message is too large", $"It may have {TemplateLimits.ModelBytes / 1024} KB.");
    private static readonly Problem Unreadable = new(400, "invalid-query", "The query cannot be read", $"limit is 1 to {MessageQuery.MostListed}; person is user_id:YOUR_ID or anonymous_id:DEVICE_ID.");

    private readonly MessageSender sender;
    private readonly IDeliveryStore deliveries;
    private readonly IMessageArchive archive;
    private readonly Inbox inbox;

    /// <summary>By its services.</summary>
    public MessageFunctions(MessageSender sender, IDeliveryStore deliveries, IMessageArchive archive, Inbox inbox) =>
        (this.sender, this.deliveries, this.archive, this.inbox) = (sender, deliveries, archive, inbox);

    /// <summary>Sends a filled-in template to somebody, by all rules of the shop: now, later or not at all, which <c>GET /v1/messages/{id}</c> tells.</summary>
    [Function("SendMessage")]
    public async Task<IResult> Send(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/messages")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, TemplateLimits.ModelBytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        (SendRequest? wish, Problem? wrong) = SendBody.Read(body);
        if (wrong is not null) return Answers.Refusal(wrong);
        SendResult result = await sender.SendAsync(wish!, cancellationToken);
        return result.Problem is { } problem
            ? Answers.Refusal(problem)
            : Answers.Json(MessageBody.From(result.Record!, null), WireJson.Relaxed.MessageBody, StatusCodes.Status202Accepted);
    }

    /// <summary>Messages of the inbox, newest first, of one person or all.</summary>
    [Function("GetMessages")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/messages")] HttpRequest request, CancellationToken cancellationToken)
    {
        string person = request.Query["person"].ToString();
        if (MessageQuery.Limit(request) is not { } limit || (person.Length > 0 && PersonKey.Parse(person) is null)) return Answers.Refusal(Unreadable);
        return Answers.Json(new InboxBody(await inbox.ListAsync(person.Length > 0 ? person : null, limit, cancellationToken)), WireJson.Relaxed.InboxBody);
    }

    /// <summary>What became of a message, with all that was decided about it, and its parts as they went.</summary>
    [Function("GetMessage")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/messages/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!TemplateReader.IsName(id)) return Answers.Refusal(Unknown);
        StoredDelivery stored = await deliveries.LoadAsync(id, cancellationToken);
        return stored.Version is null
            ? Answers.Refusal(Unknown)
            : Answers.Json(MessageBody.From(stored.Record, await archive.FindAsync(id, cancellationToken)), WireJson.Relaxed.MessageBody);
    }
}
