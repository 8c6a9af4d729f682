using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.Events.Fixes;

/// <summary>All fixes of a shop, in the order in which they were made: readers of the lake read by them. A value: the same fixes read the same line the same way.</summary>
/// <param name="All">The fixes.</param>
public sealed record EventFixes(ImmutableArray<EventFix> All)
{
    /// <summary>Fixes kept.</summary>
    public const int Most = 100;

    /// <summary>None.</summary>
    public static EventFixes None { get; } = new([]);

    /// <summary>With a fix added; one of its id takes the place of the one before.</summary>
    public EventFixes With(EventFix fix) => new([.. All.Where(one => one.Id != fix.Id), fix]);

    /// <summary>Without a fix.</summary>
    public EventFixes Without(string id) => new([.. All.Where(one => one.Id != id)]);

    /// <summary>The event as it is to be read: the same object where no fix is for it, null where it counts as never sent.</summary>
    public ShopEvent? Apply(ShopEvent shopEvent)
    {
        ShopEvent? fixedEvent = shopEvent;
        foreach (EventFix fix in All)
        {
            if (!fix.Concerns(fixedEvent)) continue;
            if (fix.Kind is FixKind.Drop) return null;
            if (FixWriter.Rewrite(fixedEvent.Line, fix) is { } line) fixedEvent = EventCodec.Parse(line);
        }
        return fixedEvent;
    }

    /// <summary>Whole lines as they are to be read: the same memory where no fix is for any of them.</summary>
    public ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> lines)
    {
        if (All.IsEmpty) return lines;
        byte[][] names = [.. All.Select(fix => Encoding.UTF8.GetBytes(JsonEncodedText.Encode(fix.Event, EventCodec.Writer.Encoder).ToString()))];
        if (!Array.Exists(names, name => lines.Span.IndexOf(name) >= 0)) return lines;
        ArrayBufferWriter<byte> read = new(lines.Length + 1024);
        foreach (ReadOnlyMemory<byte> line in EventCodec.Lines(lines))
        {
            ReadOnlyMemory<byte>? one = Array.Exists(names, name => line.Span.IndexOf(name) >= 0) ? Read(line) : line;
            if (one is not { } kept) continue;
            read.Write(kept.Span);
            read.Write("\n"u8);
        }
        return read.WrittenMemory;
    }

    /// <summary>The fixes as they are stored.</summary>
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, FixJson.Default.EventFixes);

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    public static EventFixes Deserialize(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, FixJson.Default.EventFixes) ?? throw new JsonException("The stored fixes are empty");

    // What cannot be read as an event is left for the reader behind to report.
    private ReadOnlyMemory<byte>? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            return Apply(EventCodec.Parse(line))?.Line;
        }
        catch (FormatException)
        {
            return line;
        }
    }
}

/// <summary>Source-generated serializers of fixes.</summary>
[JsonSerializable(typeof(EventFixes))]
internal sealed partial class FixJson : JsonSerializerContext;
