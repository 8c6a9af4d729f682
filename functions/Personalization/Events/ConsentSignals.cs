using System.Text.Json;

namespace Personalization.Events;

/// <summary>A statement on consent, as the trait that keeps it.</summary>
/// <param name="Trait">Name of the trait.</param>
/// <param name="Value"><c>granted</c>, <c>denied</c>, or null to take back what was said.</param>
public readonly record struct ConsentSignal(string Trait, JsonElement Value);

/// <summary>
/// Reads what an event says of consent: Segment's <c>context.consent.categoryPreferences</c>, Google's consent mode keys, traits
/// <c>consent:PURPOSE</c>, and Global Privacy Control. Where one event says yes and no to the same purpose, it is a no. Names are storage format.
/// </summary>
public static class ConsentSignals
{
#pragma warning disable CS1591 // The names explain themselves.
    public const string Prefix = "consent:";
    public const string Analytics = "analytics";
    public const string Personalization = "personalization";
    public const string Marketing = "marketing";
    public const string Advertising = "advertising";
    public const string Sharing = "sharing";
    public const string Granted = "granted";
#pragma warning restore CS1591

    /// <summary>The member of the context by which a browser asks for privacy; capture writes it for requests with <c>Sec-GPC: 1</c>.</summary>
    public const string PrivacyMember = "gpc";

    /// <summary>The trait that a browser of the person asks for privacy, since it first did.</summary>
    public const string PrivacyControl = Prefix + "gpc";

    /// <summary>What is added to a trait's name for what was said expressly: in a dialog of its own, not as a standing part of every event.</summary>
    public const string Express = ":express";

    private static readonly JsonElement Yes = JsonElement.Parse("\"granted\"");
    private static readonly JsonElement No = JsonElement.Parse("\"denied\"");
    private static readonly JsonElement Nothing = JsonElement.Parse("null");

    // Advertising is what others show elsewhere; the shop's own messages have consents of their own, and neither is said by the other.
    private static readonly Dictionary<string, string> Purposes = new(StringComparer.OrdinalIgnoreCase)
    {
        [Analytics] = Analytics, ["analytics_storage"] = Analytics,
        ["functional"] = Personalization, [Personalization] = Personalization, ["personalization_storage"] = Personalization,
        [Marketing] = Marketing,
        [Advertising] = Advertising, ["ad_storage"] = Advertising, ["ad_personalization"] = Advertising,
        ["dataSharing"] = Sharing, [Sharing] = Sharing, ["ad_user_data"] = Sharing,
    };

    /// <summary>The statements of an event; most have none.</summary>
    public static IReadOnlyCollection<ConsentSignal> Of(ShopEvent shopEvent)
    {
        bool asked = shopEvent.Event is EventNames.ConsentPreferenceUpdated;
        Dictionary<string, bool?>? said = null;
        bool hasContext = shopEvent.Context.ValueKind is JsonValueKind.Object;
        if (hasContext && Member(shopEvent.Context, "consent") is { } standing) Read(standing, ref said);
        if (asked) Read(shopEvent.Properties, ref said);
        if (shopEvent.Type is EventType.Identify) ReadTraits(shopEvent.Traits, mayGrant: true, ref said);
        if (hasContext && Member(shopEvent.Context, "traits") is { } traits) ReadTraits(traits, mayGrant: false, ref said);
        bool asksForPrivacy = hasContext && shopEvent.Context.TryGetProperty(PrivacyMember, out JsonElement control) && control.ValueKind is JsonValueKind.True;
        if (said is null && !asksForPrivacy) return [];
        List<ConsentSignal> signals = asksForPrivacy ? [new ConsentSignal(PrivacyControl, Yes)] : [];
        foreach ((string purpose, bool? granted) in said ?? [])
        {
            JsonElement value = granted switch { true => Yes, false => No, null => Nothing };
            signals.Add(new ConsentSignal(Prefix + purpose, value));
            if (asked && purpose is Advertising or Sharing) signals.Add(new ConsentSignal(Prefix + purpose + Express, value));
        }
        return signals;
    }

    /// <summary>Whether the event itself says that its person is not to be counted.</summary>
    public static bool DeniesAnalytics(ShopEvent shopEvent)
    {
        foreach (ConsentSignal signal in Of(shopEvent))
            if (signal.Trait == Prefix + Analytics && signal.Value.ValueKind is JsonValueKind.String && signal.Value.GetString() != Granted) return true;
        return false;
    }

    private static void Read(JsonElement consent, ref Dictionary<string, bool?>? said)
    {
        if (consent.ValueKind is not JsonValueKind.Object) return;
        foreach (JsonProperty one in consent.EnumerateObject())
        {
            if (one.Name is "categoryPreferences" or "consent") Read(one.Value, ref said);
            else if (Purposes.TryGetValue(one.Name, out string? purpose)) Add(purpose, one.Value, ref said);
        }
    }

    // The context of an event only names somebody: a no is heard there too, a yes is not.
    private static void ReadTraits(JsonElement traits, bool mayGrant, ref Dictionary<string, bool?>? said)
    {
        if (traits.ValueKind is not JsonValueKind.Object) return;
        foreach (JsonProperty one in traits.EnumerateObject())
            if (one.Name.StartsWith(Prefix, StringComparison.Ordinal) && Purposes.GetValueOrDefault(one.Name[Prefix.Length..]) is { } purpose && (mayGrant || Read(one.Value) is false))
                Add(purpose, one.Value, ref said);
    }

    private static bool? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString() is Granted or "true",
        _ => false,
    };

    private static void Add(string purpose, JsonElement value, ref Dictionary<string, bool?>? said)
    {
        bool? granted = Read(value);
        said ??= [];
        if (!said.TryGetValue(purpose, out bool? before) || before is null || granted is false) said[purpose] = granted;
    }

    private static JsonElement? Member(JsonElement parent, string name) => parent.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.Object ? value : null;
}
