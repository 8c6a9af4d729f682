using System.Text.Json;

namespace Personalization.Events;

/// <summary>Writes an event's context: its own fields, then those of the batch that it does not have.</summary>
internal static class ContextWriter
{
    public static void Write(Utf8JsonWriter json, JsonElement item, JsonElement batchContext)
    {
        bool own = item.TryGetProperty("context", out JsonElement context) && context.ValueKind is JsonValueKind.Object;
        bool shared = batchContext.ValueKind is JsonValueKind.Object;
        if (!own && !shared) return;
        json.WriteStartObject("context");
        if (own)
            foreach (JsonProperty property in context.EnumerateObject()) property.WriteTo(json);
        if (shared)
            foreach (JsonProperty property in batchContext.EnumerateObject())
                if (!own || !context.TryGetProperty(property.Name, out _)) property.WriteTo(json);
        json.WriteEndObject();
    }
}
