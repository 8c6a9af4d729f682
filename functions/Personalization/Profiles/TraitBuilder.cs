using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Personalization.Events;

namespace Personalization.Profiles;

/// <summary>Collects traits: for each name what was declared wins over what was observed, that over what was inferred, and of equals the newest statement.</summary>
internal sealed class TraitBuilder(ImmutableSortedDictionary<string, Trait> start, ForbiddenTraits? forbidden = null)
{
    private readonly ImmutableSortedDictionary<string, Trait>.Builder traits = start.ToBuilder();
    private readonly ForbiddenTraits forbidden = forbidden ?? ForbiddenTraits.Standard;

    // What scheduling and targeting ask of everybody is kept, whatever else a shop says of its customers.
    private static readonly string[] Observed = [PersonTraits.Locale, "timezone", "campaign", "country"];

    private const int ListLength = 64;
    private static readonly JsonElement No = JsonElement.Parse("\"unsubscribed\"");

    public void Add(IEnumerable<KeyValuePair<string, Trait>> others)
    {
        foreach ((string name, Trait trait) in others) Add(name, trait);
    }

    public void Add(ShopEvent shopEvent, ulong eventId)
    {
        Provenance? said = SourceOf(shopEvent);
        if (shopEvent.Type is EventType.Identify) AddAll(shopEvent.Traits, shopEvent, eventId, TraitOrigin.Declared, said);
        if (Unsubscribed(shopEvent) is { } consent) Add(consent, Said(No, shopEvent, eventId, TraitOrigin.Declared, said));
        foreach (ConsentSignal signal in ConsentSignals.Of(shopEvent)) Add(signal.Trait, Said(signal.Value, shopEvent, eventId, TraitOrigin.Declared, said));
        if (shopEvent.Context.ValueKind is not JsonValueKind.Object) return;
        // The context of an event names somebody; it fills what is missing and stands against nothing that was declared.
        if (shopEvent.Context.TryGetProperty("traits", out JsonElement traitsToo)) AddAll(traitsToo, shopEvent, eventId, TraitOrigin.Observed, said);
        foreach (string name in Observed) Observe(name, name == "country" ? Location(shopEvent.Context) : shopEvent.Context, shopEvent, eventId, said);
    }

    public ImmutableSortedDictionary<string, Trait> Build()
    {
        if (traits.Count <= ProfileLimits.Traits) return traits.ToImmutable();
        // In the order by which one statement wins over another: then a trait that goes would not have won later either.
        return traits
            .OrderByDescending(trait => IsKept(trait.Key)).ThenBy(trait => trait.Value.Origin).ThenByDescending(trait => trait.Value.At)
            .ThenByDescending(trait => trait.Value.EventId).ThenBy(trait => trait.Key, StringComparer.Ordinal)
            .Take(ProfileLimits.Traits).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    // An unsubscription or a refusal that were dropped for newer traits would be a broken promise.
    private static bool IsKept(string name) =>
        Observed.Contains(name) || name.StartsWith(PersonTraits.Subscription, StringComparison.Ordinal) || name.StartsWith(ConsentSignals.Prefix, StringComparison.Ordinal);

    private static Provenance? SourceOf(ShopEvent shopEvent) =>
        Provenance.Of(shopEvent) is { } said ? said with { Confidence = said.Confidence is { } sure ? Math.Clamp(sure, 0, 1) : null } : null;

    // The origin that a source names is its answer for what it states itself; what the event's surroundings show stays observed.
    private static TraitOrigin OriginOf(Provenance? said, TraitOrigin otherwise) => said?.Origin switch
    {
        "declared" => TraitOrigin.Declared,
        "observed" => TraitOrigin.Observed,
        "inferred" => TraitOrigin.Inferred,
        _ => otherwise,
    };

    private static Trait Said(JsonElement value, ShopEvent shopEvent, ulong eventId, TraitOrigin origin, Provenance? said) =>
        new(value, shopEvent.Timestamp, eventId, origin) { Source = said is null ? null : said with { Origin = null } };

    // Who complains wants nothing more by mail; who leaves a list that has no usable name leaves them all.
    private static string? Unsubscribed(ShopEvent shopEvent)
    {
        if (shopEvent.Event is EventNames.EmailMarkedAsSpam) return PersonTraits.Subscription + "email";
        if (shopEvent.Event is not EventNames.Unsubscribed) return null;
        if (shopEvent.Properties.ValueKind is not JsonValueKind.Object || !shopEvent.Properties.TryGetProperty("list_id", out JsonElement said)) return PersonTraits.Subscription + "email";
        string list = said.ValueKind is JsonValueKind.String ? said.GetString()! : said.ValueKind is JsonValueKind.Number ? said.GetRawText() : "";
        bool named = list.Length is > 0 and <= ListLength && list.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_');
        return named ? $"{PersonTraits.Subscription}email:{list}" : PersonTraits.Subscription + "email";
    }

    private static JsonElement Location(JsonElement context) => context.TryGetProperty("location", out JsonElement location) ? location : default;

    private void AddAll(JsonElement all, ShopEvent shopEvent, ulong eventId, TraitOrigin otherwise, Provenance? said)
    {
        if (all.ValueKind is not JsonValueKind.Object) return;
        TraitOrigin origin = OriginOf(said, otherwise);
        // The last lock: whatever a reader of files, quizzes or services lets through, this does not get into a profile.
        bool isFromOutside = said is { Kind: "enrichment" or "import" or "quiz" or "pos" or "review" or "chat" };
        foreach (JsonProperty property in all.EnumerateObject())
            if (!property.Name.StartsWith(ConsentSignals.Prefix, StringComparison.Ordinal) && !(isFromOutside && forbidden.Holds(property.Name))) Add(property.Name, Said(property.Value, shopEvent, eventId, origin, said));
    }

    private void Observe(string name, JsonElement parent, ShopEvent shopEvent, ulong eventId, Provenance? said)
    {
        if (parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind is not JsonValueKind.Null)
            Add(name, Said(value, shopEvent, eventId, TraitOrigin.Observed, said));
    }

    private void Add(string name, Trait trait)
    {
        if (JsonMarshal.GetRawUtf8Value(trait.Value).Length + name.Length + LengthOf(trait.Source) > ProfileLimits.TraitBytes) return;
        // A browser that asks for privacy has asked since it first did.
        if (traits.TryGetValue(name, out Trait? known) && (name == ConsentSignals.PrivacyControl ? !Newer(known, trait) : !Newer(trait, known))) return;
        traits[name] = trait;
    }

    private static int LengthOf(Provenance? source) =>
        source is null ? 0 : source.Kind.Length + (source.Id?.Length ?? 0) + (source.By?.Length ?? 0) + (source.Purpose?.Length ?? 0);

    // What the person says stands against what was merely observed, whenever either was.
    private static bool Newer(Trait one, Trait known) =>
        one.Origin != known.Origin ? one.Origin < known.Origin
        : one.At != known.At ? one.At > known.At
        : one.EventId > known.EventId;
}
