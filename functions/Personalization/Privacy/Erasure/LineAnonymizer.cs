using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Privacy.Erasure;

/// <summary>
/// Writes over a line of an event with one that says what happened to which products in which hour, by nobody, and is exactly as long. Ids are made
/// of a secret that is thrown away: a line that stands twice stays one event, tellings of one order stay one order, and nothing else can be linked.
/// </summary>
internal sealed class LineAnonymizer(ReadOnlyMemory<byte> nonce)
{
    private const int IdBytes = 8;
    private const int LongestName = 60;
    private static readonly byte[] Mark = Encoding.UTF8.GetBytes("{\"messageId\":\"" + ErasedEvents.Mark);
    private static readonly string[] Sums = ["revenue", "total", "discount"];
    private static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether a line has been written here before.</summary>
    public static bool IsAnonymous(ReadOnlySpan<byte> line) => line.StartsWith(Mark) || EventCodec.IsBlank(line);

    /// <summary>Writes over the line; blanks where not even the barest form fits, or where nothing can be read.</summary>
    public void Rewrite(Span<byte> line)
    {
        byte[] was = line.ToArray();
        line.Fill((byte)' ');
        ShopEvent said;
        try
        {
            said = EventCodec.Parse(was);
        }
        catch (FormatException)
        {
            return;
        }
        foreach (bool whole in (bool[])[true, false])
        {
            ReadOnlySpan<byte> written = Write(said, whole);
            if (written.Length > line.Length) continue;
            written.CopyTo(line);
            return;
        }
    }

    private ReadOnlySpan<byte> Write(ShopEvent said, bool whole)
    {
        ArrayBufferWriter<byte> buffer = new(256);
        using Utf8JsonWriter json = new(buffer, Writer);
        json.WriteStartObject();
        json.WriteString("messageId", ErasedEvents.Mark + Id("event", said.MessageId));
        json.WriteString("type", said.Type.Name());
        if (said.Event is { } name && IsVocabulary(name)) json.WriteString("event", name);
        json.WriteString("anonymousId", Id("person", said.MessageId));
        json.WriteString("timestamp", Hour(said.Timestamp));
        json.WriteString("receivedAt", Hour(said.ReceivedAt));
        if (said.Event is not null && said.Properties.ValueKind is JsonValueKind.Object) WriteProperties(json, said.Properties, whole);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }

    private void WriteProperties(Utf8JsonWriter json, JsonElement properties, bool whole)
    {
        json.WriteStartObject("properties");
        if (Interactions.Text(properties, "order_id") is { Length: > 0 } order) json.WriteString("order_id", Id("order", order));
        if (whole && Interactions.Text(properties, "currency") is { Length: 3 } currency && currency.All(char.IsAsciiLetter)) json.WriteString("currency", currency);
        foreach (string sum in whole ? Sums : []) WriteNumber(json, properties, sum);
        if (Interactions.ProductIdOf(properties) is not null) WriteProduct(json, properties, whole);
        else if (properties.TryGetProperty("products", out JsonElement products) && products.ValueKind is JsonValueKind.Array)
        {
            json.WriteStartArray("products");
            foreach (JsonElement product in products.EnumerateArray().Where(one => Interactions.ProductIdOf(one) is not null))
            {
                json.WriteStartObject();
                WriteProduct(json, product, whole);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteProduct(Utf8JsonWriter json, JsonElement product, bool whole)
    {
        json.WriteString("product_id", Interactions.ProductIdOf(product));
        WriteNumber(json, product, "quantity");
        if (whole) WriteNumber(json, product, "price");
    }

    private static void WriteNumber(Utf8JsonWriter json, JsonElement from, string name)
    {
        if (!from.TryGetProperty(name, out JsonElement value) || value.ValueKind is not JsonValueKind.Number) return;
        json.WritePropertyName(name);
        value.WriteTo(json);
    }

    private string Id(string use, string id)
    {
        Span<byte> mac = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(nonce.Span, Encoding.UTF8.GetBytes($"{use}\n{id}"), mac);
        return Base64Url.EncodeToString(mac[..IdBytes]);
    }

    // The shop's words for what can happen; whatever looks like more is left out.
    private static bool IsVocabulary(string name) => name.Length <= LongestName && name.All(letter => char.IsAsciiLetter(letter) || letter is ' ' or '-' or '_');

    private static string Hour(DateTimeOffset time) => EventCodec.Text(new DateTimeOffset(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero));
}
