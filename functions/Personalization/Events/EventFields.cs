using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Personalization.Events;

/// <summary>Reads the common fields of an event, repairing what can be repaired without guessing.</summary>
internal static partial class EventFields
{
    /// <summary>An id field: text, or a number that is taken as text. Null when absent, null or empty.</summary>
    public static string? Id(JsonElement item, string field, EventFindings findings, int limit = EventLimits.IdLength)
    {
        if (!item.TryGetProperty(field, out JsonElement value) || value.ValueKind is JsonValueKind.Null) return null;
        string? id = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        if (id is null) findings.Reject("wrong_type", field, $"{field} must be a string, not {Kind(value)}.");
        else if (id.Length > limit) findings.Reject("too_long", field, $"{field} has {id.Length} characters; at most {limit} are allowed.");
        else if (value.ValueKind is JsonValueKind.Number) findings.Correct("number_as_text", field, $"{field} was a number and is kept as the text \"{id}\".");
        return string.IsNullOrWhiteSpace(id) ? null : id;
    }

    /// <summary>An object field; an undefined element when absent or null.</summary>
    public static JsonElement Object(JsonElement item, string field, EventFindings findings)
    {
        if (!item.TryGetProperty(field, out JsonElement value) || value.ValueKind is JsonValueKind.Null) return default;
        if (value.ValueKind is JsonValueKind.Object) return value;
        findings.Reject("wrong_type", field, $"{field} must be an object, not {Kind(value)}.");
        return default;
    }

    /// <summary>A time in ISO 8601, or a number of seconds or milliseconds since 1970. Null when absent or unreadable.</summary>
    public static DateTimeOffset? Time(JsonElement item, string field, EventFindings? findings)
    {
        if (!item.TryGetProperty(field, out JsonElement value) || value.ValueKind is JsonValueKind.Null) return null;
        DateTimeOffset? time = value.ValueKind switch
        {
            JsonValueKind.String => Iso(value.GetString()!),
            JsonValueKind.Number when value.TryGetDouble(out double number) => Epoch(number),
            _ => null,
        };
        if (time is null) findings?.Correct("unreadable_time", field, $"{field} is not an ISO 8601 time; the time of receipt is used instead.");
        else if (value.ValueKind is JsonValueKind.Number) findings?.Correct("number_as_time", field, $"{field} was a number and is read as {EventCodec.Text(time.Value)}.");
        return time;
    }

    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };

    // Only with its date written out in full: the framework reads "10:30" as today's and "05/06/26" by guessing.
    private static DateTimeOffset? Iso(string text) =>
        IsoDate().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : null;

    [GeneratedRegex("""^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?( ?Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?\z""", RegexOptions.CultureInvariant)]
    private static partial Regex IsoDate();

    // 1e11 seconds is the year 5138; the same number of milliseconds is 1973.
    private static DateTimeOffset? Epoch(double number)
    {
        double milliseconds = Math.Abs(number) < 1e11 ? number * 1000 : number;
        return milliseconds is > -6.2e13 and < 1e14 ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : null;
    }
}
