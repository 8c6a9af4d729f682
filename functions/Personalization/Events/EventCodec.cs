using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Personalization.Events;

/// <summary>The canonical line of an event, as queue messages and the lake hold it. Field names are storage format.</summary>
public static class EventCodec
{
    /// <summary>Compact JSON that leaves letters of every script as they are.</summary>
    internal static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>ISO 8601, UTC, milliseconds.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Writes the canonical line of an event that does not come from a request: an import, a webhook, a generator.</summary>
    /// <param name="draft">Its common fields.</param>
    /// <param name="properties">Writes the members of <c>properties</c>, or null for none.</param>
    /// <param name="traits">Writes the members of <c>traits</c>, or null for none.</param>
    /// <param name="context">Writes the members of <c>context</c>, or null for none.</param>
    public static ReadOnlyMemory<byte> Line(
        EventDraft draft, Action<Utf8JsonWriter>? properties = null, Action<Utf8JsonWriter>? traits = null, Action<Utf8JsonWriter>? context = null)
    {
        ArrayBufferWriter<byte> buffer = new(256);
        using Utf8JsonWriter json = new(buffer, Writer);
        json.WriteStartObject();
        EventHead head = new(draft.Type, draft.UserId, draft.AnonymousId, null, null) { MessageId = draft.MessageId, Timestamp = draft.Timestamp, Event = draft.Event };
        head.Write(json, draft.ReceivedAt, draft.Source);
        WriteObject(json, "properties", properties);
        WriteObject(json, "traits", traits);
        WriteObject(json, "context", context);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Reads one canonical line. Throws <see cref="FormatException"/> for anything that this codec has not written.</summary>
    public static ShopEvent Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            JsonElement root = JsonElement.Parse(line.Span);
            return new ShopEvent
            {
                MessageId = root.GetProperty("messageId").GetString() ?? throw new FormatException("A stored line has no messageId"),
                Type = EventTypes.Parse(root.GetProperty("type").GetString()) ?? throw new FormatException("Unknown event type in a stored line"),
                Event = Optional(root, "event"),
                UserId = Optional(root, "userId"),
                AnonymousId = Optional(root, "anonymousId"),
                PreviousId = Optional(root, "previousId"),
                Timestamp = root.GetProperty("timestamp").GetDateTimeOffset(),
                ReceivedAt = root.GetProperty("receivedAt").GetDateTimeOffset(),
                // Only told, never decided by: a damaged one is none, and the event is still read.
                Source = root.TryGetProperty("source", out JsonElement source) && source.ValueKind is JsonValueKind.String ? CaptureProblems.TextOrNull(source) : null,
                Properties = Element(root, "properties"),
                Traits = Element(root, "traits"),
                Context = Element(root, "context"),
                Line = line,
            };
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("A stored event line is damaged: " + fault.Message, fault);
        }
    }

    /// <summary>Lines as storage holds them: each ended by a line feed.</summary>
    public static ReadOnlyMemory<byte> Join(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        ArrayBufferWriter<byte> joined = new(4096);
        foreach (ReadOnlyMemory<byte> line in lines)
        {
            joined.Write(line.Span);
            joined.Write("\n"u8);
        }
        return joined.WrittenMemory;
    }

    /// <summary>
    /// Splits stored bytes into their lines, without the line feeds. A last line without one is not complete and is left out, and so is a blank one:
    /// there somebody was erased.
    /// </summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Span.IndexOf((byte)'\n') is var end and >= 0)
        {
            if (!IsBlank(bytes.Span[..end])) yield return bytes[..end];
            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>Whether nothing stands in a line.</summary>
    internal static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept((byte)' ') < 0;

    private static void WriteObject(Utf8JsonWriter json, string name, Action<Utf8JsonWriter>? members)
    {
        if (members is null) return;
        json.WriteStartObject(name);
        members(json);
        json.WriteEndObject();
    }

    private static string? Optional(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static JsonElement Element(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value) ? value : default;
}

/// <summary>The common fields of an event that the suite itself writes down.</summary>
/// <param name="MessageId">Its id: the same event must get the same one whenever it is made again.</param>
/// <param name="Type">Which call of the spec it is.</param>
/// <param name="Event">Canonical name of a track call, else null.</param>
/// <param name="UserId">The shop's id of a known person, or null.</param>
/// <param name="AnonymousId">The id of a device, or null; one of both is needed.</param>
/// <param name="Timestamp">When it happened, UTC.</param>
/// <param name="ReceivedAt">When it is written down, UTC.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record EventDraft(
    string MessageId, EventType Type, string? Event, string? UserId, string? AnonymousId, DateTimeOffset Timestamp, DateTimeOffset ReceivedAt, string Source);
