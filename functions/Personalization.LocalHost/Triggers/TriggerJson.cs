using System.Text.Json;

namespace Personalization.LocalHost.Triggers;

/// <summary>How bodies become values and values become bodies.</summary>
internal static class TriggerJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>A message body as the type that a parameter asks for: text, bytes, or JSON.</summary>
    public static object? Read(BinaryData body, Type type)
    {
        if (type == typeof(string)) return body.ToString();
        if (type == typeof(byte[])) return body.ToArray();
        if (type == typeof(ReadOnlyMemory<byte>)) return body.ToMemory();
        return type.IsAssignableFrom(typeof(BinaryData)) ? body : JsonSerializer.Deserialize(body.ToMemory().Span, type, Options);
    }

    /// <summary>A value as a message body: text and bytes as they are, everything else as JSON.</summary>
    public static BinaryData Write(object value) => value switch
    {
        string text => BinaryData.FromString(text),
        byte[] bytes => BinaryData.FromBytes(bytes),
        BinaryData data => data,
        _ => new BinaryData(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Options)),
    };

    /// <summary>The messages in a function's result: every item of a sequence, or the one value. Null items are no messages.</summary>
    public static IEnumerable<object> Messages(object value) =>
        value is System.Collections.IEnumerable items and not (string or byte[]) && !IsJsonObject(value) ? items.Cast<object?>().OfType<object>() : [value];

    // Dictionaries and JSON nodes are sequences in C# and objects in JSON.
    private static bool IsJsonObject(object value) => value is System.Collections.IDictionary or System.Text.Json.Nodes.JsonObject or BinaryData;
}
