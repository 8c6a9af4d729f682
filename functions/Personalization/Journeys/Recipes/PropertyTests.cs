using System.Text.Json;

namespace Personalization.Journeys.Recipes;

/// <summary>Looks at the properties of events.</summary>
internal static class PropertyTests
{
    public static bool Holds(PropertyTest test, JsonElement properties)
    {
        if (Find(properties, test.Name) is not { } value) return false;
        if (!test.Values.IsEmpty && !Texts(value).Any(text => test.Values.Contains(text, StringComparer.OrdinalIgnoreCase))) return false;
        if (test.Contains is { } part && !Texts(value).Any(text => text.Contains(part, StringComparison.OrdinalIgnoreCase))) return false;
        return test.Range is null || (value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out decimal number) && test.Range.Has(number));
    }

    /// <summary>A property as a text of at most 100 characters, or null.</summary>
    public static string? Text(JsonElement properties, string name) =>
        Find(properties, name) is { } value && Texts(value).FirstOrDefault() is { Length: > 0 and <= 100 } text ? text : null;

    private static JsonElement? Find(JsonElement value, string path)
    {
        foreach (string name in path.Split('.'))
            if (value.ValueKind is not JsonValueKind.Object || !value.TryGetProperty(name, out value)) return null;
        return value.ValueKind is JsonValueKind.Null ? null : value;
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => [value.GetRawText()],
        _ => [],
    };
}
