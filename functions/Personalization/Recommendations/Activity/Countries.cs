using System.Collections.Frozen;
using System.Text.Json;

namespace Personalization.Recommendations;

/// <summary>
/// Countries by what shops call them, from the data file beside this one: ISO 3166-1 codes of two and three letters, English names and those
/// of their own languages, and some short forms. Data rather than RegionInfo, which knows no country where globalization is invariant.
/// </summary>
internal static class Countries
{
    private static readonly FrozenDictionary<string, string> Codes = Load();

    /// <summary>The ISO 3166-1 alpha-2 code of a country, or null where it is not known. Upper and lower case are the same.</summary>
    public static string? CodeOf(string name) => Codes.GetValueOrDefault(name);

    private static FrozenDictionary<string, string> Load()
    {
        using Stream stream = typeof(Countries).Assembly.GetManifestResourceStream("Personalization.Recommendations.Activity.countries.json")
            ?? throw new InvalidOperationException("The countries are missing from the assembly");
        using JsonDocument document = JsonDocument.Parse(stream);
        Dictionary<string, string> codes = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty country in document.RootElement.EnumerateObject())
        {
            codes.Add(country.Name, country.Name);
            foreach (JsonElement name in country.Value.EnumerateArray()) codes.Add(name.GetString()!, country.Name);
        }
        return codes.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
