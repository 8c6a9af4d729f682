using System.Text.Json;
using Personalization.Common;

namespace Personalization.Events;

/// <summary>The members of JSON objects as stored: each name once, so that every reader of the lake sees the same event.</summary>
internal static class EventMembers
{
    /// <summary>Names and values in the order of the object. Of a repeated name the last value counts, as it does for JSON.parse.</summary>
    public static OrderedDictionary<string, JsonElement> Of(JsonElement value, EventFindings findings, string pointer)
    {
        OrderedDictionary<string, JsonElement> members = new(value.GetPropertyCount(), StringComparer.Ordinal);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            string name = member.Name;
            if (members.TryAdd(name, member.Value)) continue;
            members[name] = member.Value;
            findings.Correct("repeated", Join(pointer, name), $"{name} stands twice in its object; the last value is kept.");
        }
        return members;
    }

    /// <summary>Writes the members as an object.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, JsonElement>> members)
    {
        json.WriteStartObject();
        foreach ((string name, JsonElement value) in members) Write(json, name, value);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        value.WriteTo(json);
    }

    /// <summary>The pointer of a member; the event's own members have an empty parent.</summary>
    public static string Join(string pointer, string name) => pointer.Length == 0 ? JsonPointer.Token(name) : $"{pointer}/{JsonPointer.Token(name)}";
}
