using System.Text.Json;
using Personalization.Common;

namespace Personalization.Functions.Http;

/// <summary>Fields of a request's JSON object.</summary>
internal static class JsonFields
{
    public static readonly Problem NotAnObject = new(400, "not-json", "The body is not a JSON object", "Send a JSON object.");

    public static bool TryParse(ReadOnlyMemory<byte> body, out JsonElement root)
    {
        try
        {
            root = JsonElement.Parse(body.Span);
            return root.ValueKind is JsonValueKind.Object;
        }
        catch (JsonException)
        {
            root = default;
            return false;
        }
    }

    /// <summary>A text, or null where there is none; text that is no Unicode is none.</summary>
    public static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value) ? Text(value) : null;

    /// <summary>A value's text, or null where it is none.</summary>
    public static string? Text(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
