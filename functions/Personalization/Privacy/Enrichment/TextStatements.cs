using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Preferences;
using Personalization.Profiles.Texts;

namespace Personalization.Privacy.Enrichment;

/// <summary>From an event with a text to the event that says what was concluded of it.</summary>
/// <param name="policy">What holds where people have said nothing.</param>
/// <param name="sensitive">Categories of which nothing is concluded.</param>
public sealed class TextStatements(ConsentPolicy policy, SensitiveCategories sensitive)
{
    private const double Surest = 0.9;
    private const int Decimals = 2;

    /// <summary>The text that the person has written: a review, or a message of theirs in a chat; null for all other events.</summary>
    public static string? TextOf(ShopEvent shopEvent) => shopEvent.Event switch
    {
        EventNames.ProductReviewed => Text(shopEvent, "review_body"),
        EventNames.LiveChatMessageSent or EventNames.LiveChatConversationStarted => Text(shopEvent, "message_body"),
        _ => null,
    };

    /// <summary>
    /// The canonical line of an identify call with inferred traits, or null for none. It is made of the text, the profile and nothing else, and has
    /// the same messageId whenever it is made, so that the profile takes it in once.
    /// </summary>
    /// <param name="profile">Who wrote it, as known now.</param>
    /// <param name="shopEvent">The event with the text.</param>
    /// <param name="catalog">Products, for their categories.</param>
    /// <param name="extractor">Reads it.</param>
    public ReadOnlyMemory<byte>? Line(Profile profile, ShopEvent shopEvent, CatalogSnapshot catalog, TextExtractor extractor)
    {
        if (TextOf(shopEvent) is not { } text || sensitive.IsSensitive(Text(shopEvent, "category"))) return null;
        if (Interactions.ProductIdOf(shopEvent.Properties) is { } product && sensitive.IsSensitive(catalog.Find(product))) return null;
        if (new Consents(profile, policy).BasisOf(Purpose.Personalization) is null) return null;
        ImmutableArray<TextFinding> found = [.. extractor.Find(text).Select(one => Together(one, profile, shopEvent)).OfType<TextFinding>()];
        if (found.IsEmpty) return null;
        string language = PersonTraits.Text(profile, PersonTraits.Locale) ?? "en";
        string kind = shopEvent.Event is EventNames.ProductReviewed ? "review" : "chat";
        Provenance source = new(kind, shopEvent.MessageId, Purpose: extractor.Definition.Purpose.For(language), Confidence: found.Min(one => one.Confidence), Origin: "inferred");
        EventDraft draft = new("text-" + StableHash.Hex($"{PersonKey.Of(shopEvent)}\n{shopEvent.MessageId}"), EventType.Identify, null, null, null, shopEvent.Timestamp, shopEvent.ReceivedAt, kind);
        return PersonEvents.Line(PersonKey.Of(shopEvent), draft, traits: json =>
        {
            foreach (TextFinding one in found)
            {
                json.WritePropertyName(TextTopic.Prefix + one.Topic.Id);
                Value(one, language).WriteTo(json);
            }
        }, context: source.Write);
    }

    // What several texts say is surer; the same text said again is not.
    private static TextFinding? Together(TextFinding found, Profile profile, ShopEvent shopEvent)
    {
        if (!profile.Traits.TryGetValue(TextTopic.Prefix + found.Topic.Id, out Trait? known) || known.Value.ValueKind is JsonValueKind.Null) return found;
        if (known.Origin is TraitOrigin.Declared || known.Source?.Id == shopEvent.MessageId) return null;
        double before = known.Source?.Confidence ?? 0;
        return found with { Confidence = Math.Round(Math.Min(Surest, 1 - ((1 - before) * (1 - found.Confidence))), Decimals) };
    }

    // The less sure, the less it weighs.
    private static JsonElement Value(TextFinding found, string language) => TasteStatement.ToJson(
    [
        new TasteStatement(found.Topic.Said.For(language), [.. found.Topic.Weights.Select(one => one with { Weight = Math.Round(one.Weight * found.Confidence, Decimals) })]),
    ]);

    private static string? Text(ShopEvent shopEvent, string name) =>
        shopEvent.Properties.ValueKind is JsonValueKind.Object && Interactions.Text(shopEvent.Properties, name) is { Length: > 0 } text ? text : null;
}
