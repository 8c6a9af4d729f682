using System.Text.Json;

namespace Personalization.Events;

/// <summary>
/// The country that a request came from, as a trusted edge says. It is only of use where the event itself says that its person agrees to that: no
/// policy of a shop stands in for it, and the address behind it is neither read nor kept.
/// </summary>
/// <param name="Country">ISO 3166-1 alpha-2 code.</param>
/// <param name="Category">The category of <c>context.consent.categoryPreferences</c> that has to be true.</param>
public sealed record SeenPlace(string Country, string Category)
{
    /// <summary>Who says so, as <c>context.location.source</c> names it.</summary>
    public const string Source = "edge";

    /// <summary>Fills what the context lacks: <c>location.country</c>. What a page says itself stands.</summary>
    internal void Fill(OrderedDictionary<string, JsonElement> context)
    {
        if (!Agrees(context)) return;
        bool known = context.TryGetValue("location", out JsonElement said);
        if (known && said.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null)) return;
        SortedDictionary<string, JsonElement> location = new(StringComparer.Ordinal);
        if (known && said.ValueKind is JsonValueKind.Object)
            foreach (JsonProperty member in said.EnumerateObject()) location[member.Name] = member.Value;
        // A city that somebody else says may lie in another country.
        if (location.ContainsKey("country") || location.ContainsKey("country_code") || location.ContainsKey("city")) return;
        location["country"] = JsonSerializer.SerializeToElement(Country);
        location["source"] = JsonSerializer.SerializeToElement(Source);
        context["location"] = JsonSerializer.SerializeToElement(location);
    }

    private bool Agrees(OrderedDictionary<string, JsonElement> context) =>
        context.TryGetValue("consent", out JsonElement consent) && consent.ValueKind is JsonValueKind.Object
        && consent.TryGetProperty("categoryPreferences", out JsonElement all) && all.ValueKind is JsonValueKind.Object
        && all.TryGetProperty(Category, out JsonElement said) && said.ValueKind is JsonValueKind.True;
}
