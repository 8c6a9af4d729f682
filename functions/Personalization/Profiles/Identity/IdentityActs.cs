using System.Text.Json;
using Personalization.Events;

namespace Personalization.Profiles.Identity;

/// <summary>What a merchant does to identities, as an event: what is done so is done again whenever the lake is read again.</summary>
/// <param name="From">What is merged, or taken out again.</param>
/// <param name="Into">Into what, or out of what.</param>
/// <param name="Undo">True for an un-merge.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
public sealed record IdentityAct(PersonKey From, PersonKey Into, bool Undo, string By, string Reason)
{
    private const string Source = "identity";

    /// <summary>The act that an event is, or null.</summary>
    public static IdentityAct? Of(ShopEvent shopEvent)
    {
        if (shopEvent.Event is not (ReservedEvents.ProfilesMerged or ReservedEvents.ProfilesUnmerged) || Provenance.Of(shopEvent) is not { Kind: "staff", By: { } by }) return null;
        return Text(shopEvent, "from") is { } from && Text(shopEvent, "into") is { } into && PersonKey.Parse(from) is { } one && PersonKey.Parse(into) is { } other
            ? new IdentityAct(one, other, shopEvent.Event is ReservedEvents.ProfilesUnmerged, by, Text(shopEvent, "reason") ?? "")
            : null;
    }

    /// <summary>The canonical line of the event.</summary>
    /// <param name="messageId">Its id.</param>
    /// <param name="now">When.</param>
    public ReadOnlyMemory<byte> Line(string messageId, DateTimeOffset now) => PersonEvents.Line(
        Into, new EventDraft(messageId, EventType.Track, Undo ? ReservedEvents.ProfilesUnmerged : ReservedEvents.ProfilesMerged, null, null, now, now, Source),
        properties: json =>
        {
            json.WriteString("from", From.Address);
            json.WriteString("into", Into.Address);
            json.WriteString("reason", Reason);
        },
        context: new Provenance("staff", By: By).Write);

    private static string? Text(ShopEvent shopEvent, string name) =>
        shopEvent.Properties.ValueKind is JsonValueKind.Object && shopEvent.Properties.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
