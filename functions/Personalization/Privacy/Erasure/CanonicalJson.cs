using System.Buffers;
using System.Text.Json;

namespace Personalization.Privacy.Erasure;

/// <summary>JSON in one spelling: members in order of their names, nothing between them. What is signed is signed so, however it is laid out for reading.</summary>
public static class CanonicalJson
{
    /// <summary>The bytes of a value.</summary>
    public static ReadOnlyMemory<byte> Of(JsonElement value)
    {
        ArrayBufferWriter<byte> bytes = new(1024);
        using Utf8JsonWriter json = new(bytes);
        Write(json, value);
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value);
                }
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray()) Write(json, item);
                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
