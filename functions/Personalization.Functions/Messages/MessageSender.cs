using System.Text.Json;
using System.Text.Json.Nodes;
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
public sealed record SendRequest(
    string Id, PersonKey Person, MessageChannel Channel, string Template, JsonElement Model, string? Language, TimeSpan ValidFor, int Priority = 0, bool AtBestHour = false)
{
    /// <summary>The journey that sends it, and what that is about; null for none.</summary>
    public string? Journey { get; init; }

    /// <inheritdoc cref="Journey"/>
    public string? Subject { get; init; }
}

/// <summary>What became of a wish: the message's record, or why there is no message.</summary>
public sealed record SendResult(DeliveryRecord? Record, Problem? Problem);

/// <summary>Makes messages and hands them to delivery. Journeys and the API send by it.</summary>
public sealed class MessageSender
{
    private readonly ITemplateSource templates;
    private readonly MessageRenderer renderer;
    private readonly ProfileRecipients recipients;
    private readonly MessageDelivery delivery;
    private readonly UnsubscribeSigner signer;
    private readonly MessageOptions options;
    private readonly TimeProvider time;

    /// <summary>By its services.</summary>
    public MessageSender(
        ITemplateSource templates, MessageRenderer renderer, ProfileRecipients recipients, MessageDelivery delivery, UnsubscribeSigner signer, IOptions<MessageOptions> options, TimeProvider time) =>
        (this.templates, this.renderer, this.recipients, this.delivery, this.signer, this.options, this.time) = (templates, renderer, recipients, delivery, signer, options.Value, time);

    /// <summary>Makes the message and accepts it for delivery. The same wish again changes nothing.</summary>
    public async Task<SendResult> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        if (await templates.TemplateAsync(request.Template, cancellationToken) is not { } template)
            return Refused(404, "unknown-template", "There is no such template", $"Store {request.Template} with PUT /v1/messages/templates/{{id}} first.");
        Profile profile = await recipients.LoadAsync(request.Person, cancellationToken);
        if (ProfileRecipients.AddressOf(profile, request.Channel) is not { } address)
            return Refused(422, "no-address", "The person cannot be reached there", $"The profile has no address for {MessageNames.Of(request.Channel)}: traits email, phone and pushToken are read.");
        string token = signer.Sign(new UnsubscribeTarget(request.Person, request.Channel, template.List));
        Uri link = new(options.PublicUrl, $"u/{token}");
        Rendering rendering = renderer.Render(template, Model(request.Model, profile, link), request.Language ?? ProfileRecipients.Text(profile, "locale"));
        if (rendering.Problem is { } problem) return new SendResult(null, problem);
        DateTimeOffset now = time.GetUtcNow();
        OutgoingMessage message = new()
        {
            Id = request.Id, Channel = request.Channel, Purpose = template.Purpose, List = template.List, Person = request.Person, Address = address, Content = rendering.Message!,
            CreatedAt = now, ExpiresAt = now + request.ValidFor, Priority = request.Priority, AtBestHour = request.AtBestHour, Journey = request.Journey, Subject = request.Subject,
        };
        if (message is { Purpose: MessagePurpose.Marketing, Channel: MessageChannel.Email })
            message = message with { Headers = UnsubscribeHeaders.For(link, options.UnsubscribeMailbox, token, template.List) };
        return new SendResult(await delivery.SubmitAsync(message, cancellationToken), null);
    }

    // The caller's values, and beside them what is known of the person and the way out.
    private static JsonElement Model(JsonElement given, Profile profile, Uri unsubscribe)
    {
        JsonObject model = given.ValueKind is JsonValueKind.Object ? JsonObject.Create(given)! : [];
        JsonObject traits = [];
        foreach ((string name, Trait trait) in profile.Traits) traits[name] = JsonNode.Parse(trait.Value.GetRawText());
        model["traits"] ??= traits;
        model["unsubscribeUrl"] = unsubscribe.ToString();
        return JsonElement.Parse(model.ToJsonString());
    }

    private static SendResult Refused(int status, string code, string title, string detail) => new(null, new Problem(status, code, title, detail));
}
