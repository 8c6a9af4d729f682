using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Personalization.Common;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Messages.Templates;
using Personalization.Messages.Unsubscribing;
using Personalization.Profiles;

namespace Personalization.Functions.Messages;

/// <summary>A wish to send somebody a filled-in template.</summary>
/// <param name="Id">The message's id: the same wish has the same one, see <see cref="OutgoingMessage.IdOf"/>.</param>
/// <param name="Person">Whom to.</param>
/// <param name="Channel">Where to.</param>
/// <param name="Template">Id of the template.</param>
/// <param name="Model">An object with the template's values; may be undefined.</param>
/// <param name="Language">Language tag, or null for the person's own.</param>
/// <param name="ValidFor">How long it is worth sending.</param>
/// <param name="Priority">The greater goes first.</param>
/// <param name="AtBestHour">Whether it waits for the hour at which the person opens messages.</param>
/// <param name="Products">Products to be chosen when it goes; null for those that the template asks for.</param>
public sealed record SendRequest(
    string Id, PersonKey Person, MessageChannel Channel, string Template, JsonElement Model, string? Language, TimeSpan ValidFor, int Priority = 0, bool AtBestHour = false,
    ProductBlock? Products = null)
{
    /// <summary>The journey that sends it, and what that is about; null for none.</summary>
    public string? Journey { get; init; }

    /// <inheritdoc cref="Journey"/>
    public string? Subject { get; init; }
}

/// <summary>What became of a wish: the message's record, or why there is no message.</summary>
public sealed record SendResult(DeliveryRecord? Record, Problem? Problem);

/// <summary>Makes messages and hands them to delivery. Journeys and the API send by it.</summary>
/// <param name="templates">Templates.</param>
/// <param name="writer">Fills them in.</param>
/// <param name="recipients">Who people are.</param>
/// <param name="delivery">Delivers.</param>
/// <param name="options">Settings.</param>
/// <param name="time">The clock.</param>
public sealed class MessageSender(
    ITemplateSource templates, MessageWriter writer, ProfileRecipients recipients, MessageDelivery delivery, IOptions<MessageOptions> options, TimeProvider time)
{
    /// <summary>Makes the message and accepts it for delivery. The same wish again changes nothing.</summary>
    public async Task<SendResult> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        if (await templates.TemplateAsync(request.Template, cancellationToken) is not { } template)
            return Refused(404, "unknown-template", "There is no such template", $"Store {request.Template} with PUT /v1/messages/templates/{{id}} first.");
        Profile profile = await recipients.LoadAsync(request.Person, cancellationToken);
        if (ProfileRecipients.AddressOf(profile, request.Channel) is not { } address)
            return Refused(422, "no-address", "The person cannot be reached there", $"The profile has no address for {MessageNames.Of(request.Channel)}: traits email, phone and pushToken are read.");
        UnsubscribeTarget target = new(request.Person, request.Channel, template.List);
        ProductBlock? products = HasProducts(request.Model) ? null : request.Products ?? template.Products;
        // Without products for now: the message must be sound where there will be none.
        Rendering rendering = writer.Write(template, request.Model, profile, target, request.Language, products is null ? null : []);
        if (rendering.Problem is { } problem) return new SendResult(null, problem);
        DateTimeOffset now = time.GetUtcNow();
        OutgoingMessage message = new()
        {
            Id = request.Id, Channel = request.Channel, Purpose = template.Purpose, List = template.List, Person = request.Person, Address = address, Content = rendering.Message!,
            CreatedAt = now, ExpiresAt = now + request.ValidFor, Priority = request.Priority, AtBestHour = request.AtBestHour, Journey = request.Journey, Subject = request.Subject,
            Draft = products is null ? null : new MessageDraft(template.Id, Values(request.Model), request.Language, products),
        };
        if (message is { Purpose: MessagePurpose.Marketing, Channel: MessageChannel.Email }) message = message with { Headers = Headers(target) };
        return new SendResult(await delivery.SubmitAsync(message, cancellationToken), null);
    }

    private ImmutableSortedDictionary<string, string> Headers(UnsubscribeTarget target)
    {
        string token = writer.TokenOf(target);
        return UnsubscribeHeaders.For(writer.LinkOf(token), options.Value.UnsubscribeMailbox, token, target.List);
    }

    private static bool HasProducts(JsonElement model) => model.ValueKind is JsonValueKind.Object && model.TryGetProperty(ProductBlock.Name, out _);

    private static JsonElement Values(JsonElement model) => model.ValueKind is JsonValueKind.Object ? model : JsonElement.Parse("{}");

    private static SendResult Refused(int status, string code, string title, string detail) => new(null, new Problem(status, code, title, detail));
}
