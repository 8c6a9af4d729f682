using System.Text.Json;
using Personalization.Events;

namespace Personalization.Profiles;

/// <summary>Events that the suite writes down about a person, by whichever key it knows them.</summary>
public static class PersonEvents
{
    /// <summary>Writes the canonical line of an event about the person, as <see cref="EventCodec.Line"/> does.</summary>
    /// <param name="person">Whom it is about: <see cref="PersonKey.Of(ShopEvent)"/> of the event.</param>
    /// <param name="draft">Its common fields; ids in it are replaced.</param>
    /// <param name="properties">Writes the members of <c>properties</c>, or null for none.</param>
    /// <param name="traits">Writes the members of <c>traits</c>, or null for none.</param>
    /// <param name="context">Writes the members of <c>context</c>, or null for none.</param>
    public static ReadOnlyMemory<byte> Line(
        PersonKey person, EventDraft draft, Action<Utf8JsonWriter>? properties = null, Action<Utf8JsonWriter>? traits = null, Action<Utf8JsonWriter>? context = null)
    {
        IdentifierType type = person.Type;
        EventDraft addressed = draft with
        {
            UserId = type is IdentifierType.UserId ? person.Id : null,
            AnonymousId = type is IdentifierType.AnonymousId ? person.Id : null,
        };
        return EventCodec.Line(addressed, properties, traits, type is IdentifierType.UserId or IdentifierType.AnonymousId ? context : json =>
        {
            json.WriteStartArray("externalIds");
            json.WriteStartObject();
            json.WriteString("id", person.Id);
            json.WriteString("type", Identifiers.Name(type));
            json.WriteEndObject();
            json.WriteEndArray();
            context?.Invoke(json);
        });
    }
}
