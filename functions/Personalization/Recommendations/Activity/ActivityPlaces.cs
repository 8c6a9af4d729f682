using System.Text.Json;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Recommendations;

/// <summary>Where events come from: a country, or a country and a city, in one spelling. Countries go by ISO 3166-1 alpha-2 where they are known by it.</summary>
public static class ActivityPlaces
{
    private const int LongestName = 40;

    /// <summary>A place as counts name it, <c>GR</c> or <c>GR/ATHENS</c>; null for what names none.</summary>
    public static string? Name(string? country, string? city = null)
    {
        if (Normal(country) is not { } said) return null;
        string land = Countries.CodeOf(said) ?? said;
        return Normal(city) is { } town ? $"{land}/{town}" : land;
    }

    /// <summary>A place as a request writes it: <c>gr</c> or <c>gr/Athens</c>.</summary>
    public static string? Parse(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? Name(text) : Name(text[..slash], text[(slash + 1)..]);
    }

    /// <summary>A country's ISO 3166-1 alpha-2 code as it is known here; null for anything else, such as the codes that stand for "unknown".</summary>
    public static string? CountryCode(string? text) => text is { Length: 2 } && Countries.CodeOf(text) is { } code && code.Equals(text, StringComparison.OrdinalIgnoreCase) ? code : null;

    /// <summary>The country of a place.</summary>
    public static string CountryOf(string place) => place.Split('/')[0];

    /// <summary>
    /// Where an event comes from, or null: its context's location, else the address that an order goes to, else the one it is billed to,
    /// else the one that the person gave.
    /// </summary>
    public static string? Of(ShopEvent shopEvent) =>
        Named(Member(shopEvent.Context, "location"))
        ?? Named(Member(shopEvent.Properties, "shipping_address")) ?? Named(Member(shopEvent.Properties, "billing_address"))
        ?? Named(Member(Member(shopEvent.Context, "traits"), "address"));

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement member) ? member : default;

    private static string? Named(JsonElement address) =>
        address.ValueKind is not JsonValueKind.Object ? null
        : Name(Interactions.Text(address, "country_code") ?? Interactions.Text(address, "country"), Interactions.Text(address, "city"));

    private static string? Normal(string? name) =>
        string.IsNullOrWhiteSpace(name) || name.Trim() is not { Length: <= LongestName } trimmed
            ? null
            : trimmed.Replace('/', ' ').ToUpperInvariant();
}
