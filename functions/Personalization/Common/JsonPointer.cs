using System.Text.Json;

namespace Personalization.Common;

/// <summary>Pointers into JSON by RFC 6901.</summary>
internal static class JsonPointer
{
    /// <summary>A member's name as one token of a pointer.</summary>
    public static string Token(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Where the first text stands that is no Unicode (half a surrogate pair), or null. A member whose name is none is told by its object.</summary>
    public static string? OfInvalidText(JsonElement value, string pointer) => value.ValueKind switch
    {
        JsonValueKind.String => IsText(value) ? null : pointer,
        JsonValueKind.Array => value.EnumerateArray().Select((item, place) => OfInvalidText(item, $"{pointer}/{place}")).FirstOrDefault(found => found is not null),
        JsonValueKind.Object => value.EnumerateObject().Select(member => OfInvalidText(member, pointer)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static string? OfInvalidText(JsonProperty member, string pointer)
    {
        try
        {
            return OfInvalidText(member.Value, $"{pointer}/{Token(member.Name)}");
        }
        catch (InvalidOperationException)
        {
            return pointer;
        }
    }

    private static bool IsText(JsonElement value)
    {
        try
        {
            return value.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
