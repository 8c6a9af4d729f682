using Personalization.Common;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Privacy;

/// <summary>What a person says on the own page, as events of the ordinary pipeline.</summary>
public static class ConsentEvents
{
    private static readonly Provenance Own = new("shopper", "own-page");

    /// <summary>The person's choices, expressly.</summary>
    public static ReadOnlyMemory<byte> Choices(PersonKey person, IReadOnlyDictionary<Purpose, bool> choices, DateTimeOffset now)
    {
        string said = string.Join(',', choices.OrderBy(one => one.Key).Select(one => $"{Consents.NameOf(one.Key)}={one.Value}"));
        EventDraft draft = Draft(person, EventType.Track, EventNames.ConsentPreferenceUpdated, said, now);
        return EventCodec.Line(draft, context: json =>
        {
            json.WriteStartObject("consent");
            foreach ((Purpose purpose, bool granted) in choices) json.WriteBoolean(Consents.NameOf(purpose), granted);
            json.WriteEndObject();
            Own.Write(json);
        });
    }

    /// <summary>That something the shop holds of the person is wrong: the trait is taken back, and nothing that was merely seen or concluded brings it again.</summary>
    public static ReadOnlyMemory<byte> Wrong(PersonKey person, string trait, DateTimeOffset now) =>
        EventCodec.Line(Draft(person, EventType.Identify, null, $"wrong {trait}", now), traits: json => json.WriteNull(trait), context: Own.Write);

    private static EventDraft Draft(PersonKey person, EventType type, string? name, string said, DateTimeOffset now) => new(
        "own-page-" + StableHash.Hex($"{person.Value}\n{now.UtcTicks}\n{said}"), type, name, person.IsUser ? person.Id : null, person.IsUser ? null : person.Id, now, now, "own-page");
}
