using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Personalization.Events;

namespace Personalization.Profiles;

/// <summary>Collects traits: for each name the newest statement wins.</summary>
internal sealed class TraitBuilder(ImmutableSortedDictionary<string, Trait> start)
{
    private readonly ImmutableSortedDictionary<string, Trait>.Builder traits = start.ToBuilder();

    public void Add(IEnumerable<KeyValuePair<string, Trait>> others)
    {
        foreach ((string name, Trait trait) in others) Add(name, trait);
    }

    public void Add(ShopEvent shopEvent, ulong eventId)
    {
        if (shopEvent.Type is EventType.Identify) AddAll(shopEvent.Traits, shopEvent, eventId);
        if (shopEvent.Context.ValueKind is not JsonValueKind.Object) return;
        if (shopEvent.Context.TryGetProperty("traits", out JsonElement said)) AddAll(said, shopEvent, eventId);
        Observe("locale", shopEvent.Context, shopEvent, eventId);
        Observe("timezone", shopEvent.Context, shopEvent, eventId);
        Observe("campaign", shopEvent.Context, shopEvent, eventId);
        if (shopEvent.Context.TryGetProperty("location", out JsonElement location)) Observe("country", location, shopEvent, eventId);
    }

    public ImmutableSortedDictionary<string, Trait> Build()
    {
        if (traits.Count <= ProfileLimits.Traits) return traits.ToImmutable();
        return traits
            .OrderByDescending(trait => trait.Value.At).ThenByDescending(trait => trait.Value.EventId).ThenBy(trait => trait.Key, StringComparer.Ordinal)
            .Take(ProfileLimits.Traits).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private void AddAll(JsonElement said, ShopEvent shopEvent, ulong eventId)
    {
        if (said.ValueKind is not JsonValueKind.Object) return;
        foreach (JsonProperty property in said.EnumerateObject())
            Add(property.Name, new Trait(property.Value, shopEvent.Timestamp, eventId, TraitOrigin.Declared));
    }

    private void Observe(string name, JsonElement parent, ShopEvent shopEvent, ulong eventId)
    {
        if (parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind is not JsonValueKind.Null)
            Add(name, new Trait(value, shopEvent.Timestamp, eventId, TraitOrigin.Observed));
    }

    private void Add(string name, Trait trait)
    {
        if (JsonMarshal.GetRawUtf8Value(trait.Value).Length + name.Length > ProfileLimits.TraitBytes) return;
        if (traits.TryGetValue(name, out Trait? known) && !Newer(trait, known)) return;
        traits[name] = trait;
    }

    // What the person says stands against what was merely observed, whenever either was.
    private static bool Newer(Trait one, Trait known) =>
        one.Origin != known.Origin ? one.Origin < known.Origin
        : one.At != known.At ? one.At > known.At
        : one.EventId > known.EventId;
}
