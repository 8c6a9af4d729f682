using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Common;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Preferences;

namespace Personalization.Messages.Preferences;

/// <summary>What a person has told the shop in its preference centre.</summary>
public sealed record PreferenceChoices
{
    /// <summary>Categories that they are interested in.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>Brands that they are interested in.</summary>
    public ImmutableArray<string> Brands { get; init; } = [];

    /// <summary>Sizes by category.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Sizes { get; init; } = ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    /// <summary>The lowest and the highest price that they want to see; null for any.</summary>
    public decimal? PriceFrom { get; init; }

    /// <inheritdoc cref="PriceFrom"/>
    public decimal? PriceTo { get; init; }

    /// <summary>How often they want to hear from the shop: one of <see cref="Frequencies"/>; null for as often as it likes.</summary>
    public string? Frequency { get; init; }

    /// <summary>Whether they want offers by each channel; null where they have not said.</summary>
    public ImmutableSortedDictionary<string, bool?> Channels { get; init; } = ImmutableSortedDictionary.Create<string, bool?>(StringComparer.Ordinal);

    /// <summary>How often somebody may wish to hear from the shop.</summary>
    public static IReadOnlyList<string> Frequencies { get; } = ["daily", "weekly", "monthly"];

    /// <summary>The channels that are asked about.</summary>
    public static IReadOnlyList<MessageChannel> AskedChannels { get; } = [MessageChannel.Email, MessageChannel.Sms, MessageChannel.Push];

    /// <summary>What the profile says.</summary>
    public static PreferenceChoices Of(Profile profile)
    {
        JsonElement price = Value(profile, DeclaredNames.Price);
        Subscriptions said = new(profile.Traits);
        return new PreferenceChoices
        {
            Categories = Texts(Value(profile, DeclaredNames.Categories)),
            Brands = Texts(Value(profile, DeclaredNames.Brands)),
            Sizes = profile.Traits.Where(one => one.Key.StartsWith(DeclaredNames.Size, StringComparison.Ordinal)).Select(one => (Category: one.Key[DeclaredNames.Size.Length..], Sizes: Texts(one.Value.Value)))
                .Where(one => !one.Sizes.IsEmpty).ToImmutableSortedDictionary(one => one.Category, one => one.Sizes, StringComparer.Ordinal),
            PriceFrom = Number(price, "from"),
            PriceTo = Number(price, "to"),
            Frequency = Value(profile, DeclaredNames.Frequency) is { ValueKind: JsonValueKind.String } often ? often.GetString() : null,
            Channels = AskedChannels.ToImmutableSortedDictionary(MessageNames.Of, channel => said.Of(channel, "") switch
            {
                SubscriptionState.Subscribed => true,
                SubscriptionState.None => null,
                _ => (bool?)false,
            }, StringComparer.Ordinal),
        };
    }

    /// <summary>The traits that differ from what was said before; JSON null takes one back.</summary>
    public ImmutableSortedDictionary<string, JsonElement> ChangesFrom(PreferenceChoices before)
    {
        SortedDictionary<string, JsonElement> changes = new(StringComparer.Ordinal);
        void Say(string trait, JsonNode? now, JsonNode? then)
        {
            if (!JsonNode.DeepEquals(now, then)) changes[trait] = JsonElement.Parse(now?.ToJsonString() ?? "null");
        }
        Say(DeclaredNames.Categories, List(Categories), List(before.Categories));
        Say(DeclaredNames.Brands, List(Brands), List(before.Brands));
        Say(DeclaredNames.Price, Price(this), Price(before));
        Say(DeclaredNames.Frequency, Frequency, before.Frequency);
        foreach (string category in Sizes.Keys.Union(before.Sizes.Keys, StringComparer.Ordinal))
            Say(DeclaredNames.Size + category, List(Sizes.GetValueOrDefault(category, [])), List(before.Sizes.GetValueOrDefault(category, [])));
        foreach ((string channel, bool? wanted) in Channels)
            if (wanted is not null) Say(Subscriptions.Prefix + channel, wanted.Value ? "subscribed" : "unsubscribed", before.Channels.GetValueOrDefault(channel) is { } was ? was ? "subscribed" : "unsubscribed" : null);
        return changes.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>The canonical line of the event that says so.</summary>
    /// <param name="person">Who says it.</param>
    /// <param name="changes">What is new.</param>
    /// <param name="purpose">What it is for, as the person was told.</param>
    /// <param name="now">When.</param>
    public static ReadOnlyMemory<byte> Line(PersonKey person, IReadOnlyDictionary<string, JsonElement> changes, string purpose, DateTimeOffset now)
    {
        string id = "preferences-" + StableHash.Hex($"{person.Value}\n{now.UtcTicks}\n{string.Join(',', changes.Select(one => $"{one.Key}={one.Value.GetRawText()}"))}");
        return PersonEvents.Line(
            person, new EventDraft(id, EventType.Identify, null, null, null, now, now, "preferences"),
            traits: json =>
            {
                foreach ((string trait, JsonElement value) in changes)
                {
                    json.WritePropertyName(trait);
                    value.WriteTo(json);
                }
            },
            context: new Provenance("preferences", Purpose: purpose, Origin: "declared").Write);
    }

    private static JsonElement Value(Profile profile, string trait) => profile.Traits.TryGetValue(trait, out Trait? known) ? known.Value : default;

    private static ImmutableArray<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => [.. value.EnumerateArray().Where(one => one.ValueKind is JsonValueKind.String).Select(one => one.GetString()!)],
        _ => [],
    };

    private static decimal? Number(JsonElement value, string name) =>
        value.ValueKind is JsonValueKind.Object && value.TryGetProperty(name, out JsonElement number) && number.ValueKind is JsonValueKind.Number && number.TryGetDecimal(out decimal read) ? read : null;

    private static JsonArray? List(ImmutableArray<string> texts) => texts.IsEmpty ? null : new JsonArray([.. texts.Select(text => (JsonNode)text)]);

    private static JsonObject? Price(PreferenceChoices choices)
    {
        JsonObject price = [];
        if (choices.PriceFrom is { } from) price["from"] = from;
        if (choices.PriceTo is { } to) price["to"] = to;
        return price.Count == 0 ? null : price;
    }
}
