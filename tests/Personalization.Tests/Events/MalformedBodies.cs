using System.Text;
using Personalization.Events;

namespace Personalization.Tests.Events;

/// <summary>A body that something is wrong with, and the pointer that the answer must name; null where the whole body is unreadable.</summary>
public sealed record MalformedBody(string Kind, byte[] Bytes, EventType? Type, string? Pointer);

/// <summary>Malformed bodies in bulk: every kind at every place, always the same.</summary>
internal static class MalformedBodies
{
    private const int Each = 24;

    private static readonly (string Kind, Func<int, string> Item, string Field)[] Items =
    [
        ("number as id", n => Track("userId", $$"""{{n + 1}}e{{n}}"""), "userId"),
        ("object as id", n => Page("userId", $$"""{"id":{{n}} }"""), "userId"),
        ("no person", n => $$"""{"type":"page","messageId":"m{{n}}"}""", "userId"),
        ("long id", n => Page("anonymousId", $$""" "{{new string('a', 256 + n)}}" """), "anonymousId"),
        ("long message id", n => $$"""{"type":"page","userId":"u","messageId":"{{new string('m', 101 + n)}}"}""", "messageId"),
        ("message id of another type", n => $$"""{"type":"page","userId":"u","messageId":[{{n}}]}""", "messageId"),
        ("no message id", n => $$"""{"type":"page","userId":"u","n":{{n}}}""", "messageId"),
        ("unknown type", n => $$"""{"type":"tracks{{n}}","userId":"u","messageId":"m"}""", "type"),
        ("no event name", n => $$"""{"type":"track","userId":"u{{n}}","messageId":"m"}""", "event"),
        ("long event name", n => $$"""{"type":"track","userId":"u","messageId":"m","event":"{{new string('e', 256 + n)}}"}""", "event"),
        ("unreadable time", n => Page("timestamp", $$""" "{{n}} o'clock" """), "timestamp"),
        ("endless time", n => Page("timestamp", $$"""{{n + 1}}e400"""), "timestamp"),
        ("time of another type", n => Page("timestamp", $$"""[{{n}}]"""), "timestamp"),
        ("future time", n => Page("timestamp", $$""" "{{2100 + n}}-01-01T00:00:00Z" """), "timestamp"),
        ("properties of another type", n => Page("properties", $$"""{{n}}"""), "properties"),
        ("traits of another type", n => Page("traits", $$"""["{{n}}"]"""), "traits"),
        ("context of another type", n => Page("context", $$""" "{{n}}" """), "context"),
        ("products no array", n => Track("properties", $$"""{"products":{"product_id":"{{n}}"} }"""), "properties/products"),
        ("product no object", n => Track("properties", $$"""{"products":[{{Repeated("{}", n)}}{{n}}]}"""), $"properties/products/#"),
        ("price no number", n => Track("properties", $$"""{"price":"{{n}} euro"}"""), "properties/price"),
        ("huge price", n => Track("properties", $$"""{"price":{{n + 1}}e400}"""), "properties/price"),
        ("huge revenue", n => Track("properties", $$"""{"revenue":{{n + 1}}000000000000000}"""), "properties/revenue"),
        ("product id no text", n => Track("properties", $$"""{"product_id":[{{n}}]}"""), "properties/product_id"),
        ("odd name repeated", n => Track("properties", $$"""{"a/{{n}}~":1,"a/{{n}}~":2}"""), "properties/a~1#~0"),
        ("repeated key", n => Page("name", $$"""{{n}},"name":{{n + 1}}"""), "name"),
        ("half a surrogate", n => Page("name", $$""" "\ud8{{n:x2}}" """), "name"),
        ("half a surrogate in properties", n => Track("properties", $$"""{"x":["\udc{{n:x2}}"]}"""), "properties/x/0"),
        ("too large", n => Page("name", $$""" "{{new string('x', EventLimits.EventBytes + n)}}" """), ""),
        ("no object", n => n.ToString(System.Globalization.CultureInfo.InvariantCulture), ""),
        ("null", n => "null" + new string(' ', n), ""),
    ];

    private static readonly (string Kind, Func<int, byte[]> Body, string? Pointer)[] Bodies =
    [
        ("cut", n => Utf8("""{"batch":[{"type":"page","userId":"u"}]}""")[..(38 - n)], null),
        ("deep nesting", n => Utf8($$"""{"batch":[{"type":"page","userId":"u","x":{{new string('[', 70 + (n * 50))}}{{new string(']', 70 + (n * 50))}} }]}"""), null),
        ("bytes that are no UTF-8", n => [.. "{\"batch\":[{\"type\":\"page\",\"userId\":\""u8, (byte)(0x80 + n), .. "\"}]}"u8], "/batch/0/userId"),
        ("bytes that are no UTF-8 where nobody looks", n => [.. "{\"batch\":[{\"type\":\"page\",\"userId\":\"u\",\"properties\":{\"x\":[\"a"u8, (byte)(0xf8 + (n % 8)), .. "\"]}}]}"u8], "/batch/0/properties/x/0"),
        ("raw NUL in text", n => [.. "{\"batch\":[{\"type\":\"page\",\"userId\":\""u8, .. new byte[n + 1], .. "\"}]}"u8], null),
        ("trailing text", n => Utf8($$"""{"batch":[]}{{n}}"""), null),
        ("comment", n => Utf8($$"""{"batch":[] /* {{n}} */}"""), null),
        ("trailing comma", n => Utf8($$"""{"batch":[{"type":"page","userId":"u{{n}}"},]}"""), null),
        ("form data", n => Utf8($"event=Product+Viewed&n={n}"), null),
        ("batch no array", n => Utf8($$"""{"batch":{"n":{{n}} } }"""), "/batch"),
        ("no batch", n => Utf8($$"""{"events":[{{n}}]}"""), "/batch"),
        ("body no object", n => Utf8($$"""[{{n}}]"""), ""),
        ("context no object", n => Utf8($$"""{"batch":[],"context":{{n}}}"""), "/context"),
    ];

    public static IEnumerable<MalformedBody> All() =>
        Enumerable.Range(0, Each).SelectMany(n => Items.SelectMany(item => Placed(item, n)).Concat(Bodies.Select(body => new MalformedBody(body.Kind, body.Body(n), null, body.Pointer))));

    /// <summary>Alone for its route where the kind does not speak of the type, and somewhere in a batch.</summary>
    private static IEnumerable<MalformedBody> Placed((string Kind, Func<int, string> Item, string Field) kind, int n)
    {
        string item = kind.Item(n), field = kind.Field.Replace("#", n.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        int place = n % 5;
        string good = """{"type":"page","userId":"u","messageId":"good"},""";
        yield return new MalformedBody(kind.Kind, Utf8($$"""{"batch":[{{Repeated(good[..^1], place)}}{{item}}]}"""), null, field.Length == 0 ? $"/batch/{place}" : $"/batch/{place}/{field}");
        if (kind.Field != "type")
            yield return new MalformedBody(kind.Kind, Utf8(item), item.Contains("\"track\"", StringComparison.Ordinal) ? EventType.Track : EventType.Page, field.Length == 0 ? "" : "/" + field);
    }

    private static string Page(string field, string value) => $$"""{"type":"page","anonymousId":"a","messageId":"m","{{field}}":{{value}} }""";

    private static string Track(string field, string value) => $$"""{"type":"track","event":"Product Viewed","anonymousId":"a","messageId":"m","{{field}}":{{value}} }""";

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text + ",", times));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
