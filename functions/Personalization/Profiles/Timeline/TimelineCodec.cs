using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Personalization.Profiles.Timeline;

/// <summary>
/// Timelines as bytes: every text once, events by reference to them, times as steps back from the newest. Storage format: a first byte of
/// another value is another format.
/// </summary>
internal static class TimelineCodec
{
    private const byte Version = 1;

    public static ReadOnlyMemory<byte> Pack(ImmutableArray<TimelineEvent> events)
    {
        if (events.IsEmpty) return default;
        OrderedDictionary<string, int> texts = new(StringComparer.Ordinal);
        ArrayBufferWriter<byte> body = new(events.Length * 24);
        long before = events[0].At.ToUnixTimeMilliseconds();
        Number(body, (ulong)before);
        foreach (TimelineEvent one in events)
        {
            long at = one.At.ToUnixTimeMilliseconds();
            Number(body, (ulong)(before - at));
            before = at;
            BinaryPrimitives.WriteUInt64BigEndian(body.GetSpan(sizeof(ulong)), one.Id);
            body.Advance(sizeof(ulong));
            foreach (string? text in (ReadOnlySpan<string?>)[one.Name, one.Decision, one.Campaign, one.Channel, one.Store]) Number(body, Place(texts, text));
            Number(body, (ulong)one.ProductCount);
            Number(body, (ulong)one.Products.Length);
            foreach (string product in one.Products) Number(body, Place(texts, product));
        }
        ArrayBufferWriter<byte> packed = new(body.WrittenCount + (texts.Count * 16) + 16);
        packed.Write([Version]);
        Number(packed, (ulong)texts.Count);
        foreach (string text in texts.Keys)
        {
            Number(packed, (ulong)Encoding.UTF8.GetByteCount(text));
            Encoding.UTF8.GetBytes(text, packed);
        }
        Number(packed, (ulong)events.Length);
        packed.Write(body.WrittenSpan);
        return packed.WrittenMemory;
    }

    public static ImmutableArray<TimelineEvent> Unpack(ReadOnlySpan<byte> packed)
    {
        if (packed[0] != Version) throw new FormatException($"A stored timeline has the unknown format {packed[0]}");
        ReadOnlySpan<byte> rest = packed[1..];
        string?[] texts = new string?[Number(ref rest) + 1];
        for (int place = 1; place < texts.Length; place++) texts[place] = Text(ref rest);
        TimelineEvent[] events = new TimelineEvent[Number(ref rest)];
        long at = (long)Number(ref rest);
        for (int i = 0; i < events.Length; i++)
        {
            at -= (long)Number(ref rest);
            events[i] = Event(DateTimeOffset.FromUnixTimeMilliseconds(at), texts, ref rest);
        }
        return ImmutableArray.Create(events);
    }

    private static TimelineEvent Event(DateTimeOffset at, string?[] texts, ref ReadOnlySpan<byte> rest)
    {
        ulong id = BinaryPrimitives.ReadUInt64BigEndian(rest);
        rest = rest[sizeof(ulong)..];
        string name = texts[Number(ref rest)]!;
        string? decision = texts[Number(ref rest)], campaign = texts[Number(ref rest)], channel = texts[Number(ref rest)], store = texts[Number(ref rest)];
        int count = (int)Number(ref rest);
        string[] products = new string[Number(ref rest)];
        for (int i = 0; i < products.Length; i++) products[i] = texts[Number(ref rest)]!;
        return new TimelineEvent(at, id, name, [.. products], count) { Decision = decision, Campaign = campaign, Channel = channel, Store = store };
    }

    // 0 stands for no text.
    private static ulong Place(OrderedDictionary<string, int> texts, string? text)
    {
        if (text is null) return 0;
        if (!texts.TryGetValue(text, out int place)) texts[text] = place = texts.Count + 1;
        return (ulong)place;
    }

    private static string Text(ref ReadOnlySpan<byte> rest)
    {
        int length = (int)Number(ref rest);
        string text = Encoding.UTF8.GetString(rest[..length]);
        rest = rest[length..];
        return text;
    }

    // Seven bits a byte, the lowest first; the highest bit says that more follow.
    private static void Number(ArrayBufferWriter<byte> to, ulong number)
    {
        Span<byte> bytes = to.GetSpan(10);
        int length = 0;
        for (; number >= 0x80; number >>= 7) bytes[length++] = (byte)(number | 0x80);
        bytes[length++] = (byte)number;
        to.Advance(length);
    }

    private static ulong Number(ref ReadOnlySpan<byte> from)
    {
        ulong number = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = from[0];
            from = from[1..];
            number |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return number;
        }
    }
}
