using System.Text.Json;
using Personalization.Events;
using Personalization.Functions.Http;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Profiles;

namespace Personalization.Functions.Messages;

/// <summary>
/// Learns from bounces and complaints which addresses take no messages. What is only for now (a soft bounce, a full mailbox) is passed over.
/// That somebody who complains has also unsubscribed is a rule of profiles.
/// </summary>
internal sealed class AddressSubscriber(ISuppressionStore store, ProfileRecipients recipients) : IEventSubscriber
{
    private static readonly Dictionary<string, (MessageChannel Channel, string Reason)> Meanings = new(StringComparer.Ordinal)
    {
        ["Email Bounced"] = (MessageChannel.Email, "bounced"),
        ["Email Marked as Spam"] = (MessageChannel.Email, "marked as spam"),
        ["Push Notification Bounced"] = (MessageChannel.Push, "bounced"),
    };

    private static readonly string[] Kinds = ["type", "bounce_type", "bounceType", "classification"];
    private static readonly string[] ForNow = ["soft", "transient", "temporary", "deferred", "block", "blocked", "undetermined"];

    public async Task<IReadOnlyCollection<ShopEvent>> FreshAsync(IReadOnlyList<ShopEvent> events, CancellationToken cancellationToken)
    {
        List<ShopEvent> fresh = [];
        foreach ((ShopEvent shopEvent, Suppression said) in await SaidAsync(events, cancellationToken))
        {
            if (await store.FindAsync(said.Id, cancellationToken) is not { } known || known.At < said.At) fresh.Add(shopEvent);
        }
        return fresh;
    }

    public async Task ApplyAsync(IReadOnlyCollection<ShopEvent> events, CancellationToken cancellationToken)
    {
        foreach ((_, Suppression said) in await SaidAsync(events, cancellationToken)) await store.KeepAsync(said, cancellationToken);
    }

    private async Task<List<(ShopEvent Event, Suppression Said)>> SaidAsync(IEnumerable<ShopEvent> events, CancellationToken cancellationToken)
    {
        List<(ShopEvent, Suppression)> said = [];
        foreach (ShopEvent one in events)
        {
            if (one.Event is not { } name || !Meanings.TryGetValue(name, out (MessageChannel Channel, string Reason) meaning) || IsForNow(one.Properties)) continue;
            if (await AddressOfAsync(one, meaning.Channel, cancellationToken) is { } address)
                said.Add((one, new Suppression(Suppression.IdOf(meaning.Channel, address), meaning.Channel, meaning.Reason, one.Timestamp)));
        }
        return said;
    }

    private static bool IsForNow(JsonElement properties) =>
        properties.ValueKind is JsonValueKind.Object && Kinds.Any(kind => JsonFields.Text(properties, kind) is { } said && ForNow.Contains(said.ToLowerInvariant()));

    // The address that the event speaks of; the profile's own may be a newer one.
    private async Task<string?> AddressOfAsync(ShopEvent one, MessageChannel channel, CancellationToken cancellationToken)
    {
        string? said = channel is MessageChannel.Email
            ? Text(one.Context, "traits", "email") ?? (one.Properties.ValueKind is JsonValueKind.Object ? JsonFields.Text(one.Properties, "email") : null)
            : Text(one.Context, "device", "token");
        return string.IsNullOrWhiteSpace(said) ? ProfileRecipients.AddressOf(await recipients.LoadAsync(PersonKey.Of(one), cancellationToken), channel) : said;
    }

    private static string? Text(JsonElement context, string part, string name) =>
        context.ValueKind is JsonValueKind.Object && context.TryGetProperty(part, out JsonElement inner) && inner.ValueKind is JsonValueKind.Object ? JsonFields.Text(inner, name) : null;
}
