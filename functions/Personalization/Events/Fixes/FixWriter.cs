using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Personalization.Events.Fixes;

/// <summary>Writes lines of events as a fix reads them.</summary>
internal static class FixWriter
{
    public const string Traits = "traits.";
    public const string Products = "products.";

    /// <summary>The line anew; null where the fix changes nothing in it.</summary>
    public static ReadOnlyMemory<byte>? Rewrite(ReadOnlyMemory<byte> line, EventFix fix)
    {
        JsonObject root = JsonNode.Parse(line.Span)!.AsObject();
        bool changed = fix.Kind is FixKind.RenameEvent ? RenameEvent(root, fix.Into!) : Objects(root, fix.Field!).Aggregate(false, (any, one) => Change(one.Object, one.Name, fix) || any);
        if (!changed) return null;
        ArrayBufferWriter<byte> buffer = new(line.Length + 64);
        using Utf8JsonWriter json = new(buffer, EventCodec.Writer);
        root.WriteTo(json);
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static bool RenameEvent(JsonObject root, string name)
    {
        if (!root.ContainsKey("event")) return false;
        root["event"] = name;
        return true;
    }

    /// <summary>The objects in which the field may stand, and its name there.</summary>
    private static IEnumerable<(JsonObject Object, string Name)> Objects(JsonObject root, string field)
    {
        if (field.StartsWith(Traits, StringComparison.Ordinal)) return root["traits"] is JsonObject traits ? [(traits, field[Traits.Length..])] : [];
        if (root["properties"] is not JsonObject properties) return [];
        if (!field.StartsWith(Products, StringComparison.Ordinal)) return [(properties, field)];
        return properties["products"] is JsonArray products ? products.OfType<JsonObject>().Select(product => (product, field[Products.Length..])) : [];
    }

    private static bool Change(JsonObject parent, string name, EventFix fix)
    {
        if (parent[name] is not { } value) return false;
        if (fix.Kind is FixKind.Rename)
        {
            // What is there under the right name already was right.
            if (parent[fix.Into!] is not null) return false;
            parent.Remove(name);
            parent[fix.Into!] = value;
            return true;
        }
        if (Cast(value, fix.Into!) is not { } cast) return false;
        parent[name] = cast;
        return true;
    }

    private static JsonValue? Cast(JsonNode value, string type) => (value.GetValueKind(), type) switch
    {
        (JsonValueKind.String, "number") when decimal.TryParse(value.GetValue<string>(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) =>
            JsonValue.Create(number),
        (JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False, "text") => JsonValue.Create(value.ToJsonString()),
        (JsonValueKind.String or JsonValueKind.Number, "boolean") => value.ToString() switch
        {
            "true" or "1" or "yes" => JsonValue.Create(true),
            "false" or "0" or "no" => JsonValue.Create(false),
            _ => null,
        },
        (JsonValueKind.True, "number") => JsonValue.Create(1),
        (JsonValueKind.False, "number") => JsonValue.Create(0),
        _ => null,
    };
}
