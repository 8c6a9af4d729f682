using System.Text.Json;

namespace Personalization.Events;

/// <summary>The ids that an event tells apart from userId and anonymousId: in <c>context.externalIds</c>, in traits, and in the traits of its context.</summary>
internal readonly struct EventIdentifiers(EventType type, JsonElement traits, JsonElement externalIds, JsonElement mentioned)
{
    private const int MostExternalIds = 20;
    private static readonly (string Name, IdentifierType Type)[] Addresses = [("email", IdentifierType.Email), ("phone", IdentifierType.Phone)];

    /// <summary>Those of an accepted event.</summary>
    public static EventIdentifiers Of(ShopEvent shopEvent) =>
        new(shopEvent.Type, shopEvent.Traits, Member(shopEvent.Context, "externalIds"), Member(shopEvent.Context, "traits"));

    /// <summary>Those of an event as sent, in a batch that may have a context of its own.</summary>
    public static EventIdentifiers Of(EventType type, JsonElement item, JsonElement batchContext)
    {
        JsonElement own = Member(item, "context");
        return new EventIdentifiers(type, Member(item, "traits"), Either("externalIds"), Either("traits"));

        JsonElement Either(string name) => Member(own, name) is { ValueKind: not JsonValueKind.Undefined } found ? found : Member(batchContext, name);
    }

    /// <summary>Who the event is about where it has neither userId nor anonymousId; the strongest id, or null.</summary>
    public Identifier? Named
    {
        get
        {
            Identifier? best = null;
            foreach (Identifier one in Declared)
                if (best is null || one.Type < best.Value.Type) best = one;
            return best ?? (InTraits(mentioned).FirstOrDefault() is { Value: not null } told ? told : null);
        }
    }

    /// <summary>What the person, or the shop for them, said: external ids, and what an identify call says. An address that a message was sent to is no such statement.</summary>
    public IEnumerable<Identifier> Declared => type is EventType.Identify ? External.Concat(InTraits(traits)) : External;

    private IEnumerable<Identifier> External
    {
        get
        {
            if (externalIds.ValueKind is not JsonValueKind.Array) yield break;
            foreach (JsonElement one in externalIds.EnumerateArray().Take(MostExternalIds))
                if (Identifiers.Of(Text(one, "type"), Text(one, "id")) is { } id) yield return id;
        }
    }

    private static IEnumerable<Identifier> InTraits(JsonElement said)
    {
        foreach ((string name, IdentifierType kind) in Addresses)
            if (Identifiers.Of(Identifiers.Name(kind), Text(said, name)) is { } id) yield return id;
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) ? value : default;

    private static string? Text(JsonElement parent, string name) => Member(parent, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };
}
