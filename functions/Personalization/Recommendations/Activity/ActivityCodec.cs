using System.Buffers.Binary;
using System.Text;
using Personalization.Recommendations.Outcomes;

namespace Personalization.Recommendations;

/// <summary>Running counts as bytes. Storage format: a change of it raises the version.</summary>
public static class ActivityCodec
{
    private const int Version = 6;

    /// <summary>The state as bytes.</summary>
    public static byte[] Serialize(ActivityState state)
    {
        state.Prune();
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes, Encoding.UTF8);
        writer.Write(Version);
        writer.Write(state.NewestSpan);
        Write(writer, state.Positions);
        Write(writer, state.EventTotals);
        writer.Write7BitEncodedInt(state.Products.Count);
        foreach ((string productId, SortedDictionary<int, ActivityCounts> spans) in state.Products) Write(writer, productId, spans);
        writer.Write7BitEncodedInt(state.Recent.Count);
        foreach (ulong id in state.Recent) writer.Write(id);
        SliceCodec.Write(writer, state);
        OutcomeCodec.Write(writer, state.Outcomes);
        state.Creatives.Write(writer);
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>True for bytes of an earlier version: what they counted is counted anew from the lake.</summary>
    public static bool IsOutdated(ReadOnlySpan<byte> bytes) => bytes.Length >= sizeof(int) && BinaryPrimitives.ReadInt32LittleEndian(bytes) is > 0 and < Version;

    /// <summary>The state of such bytes. Throws <see cref="InvalidDataException"/> for bytes of another version.</summary>
    public static ActivityState Deserialize(ReadOnlyMemory<byte> bytes)
    {
        using BinaryReader reader = new(new MemoryStream(bytes.ToArray()), Encoding.UTF8);
        int version = reader.ReadInt32();
        if (version != Version) throw new InvalidDataException($"The activity counts have version {version}; this app reads version {Version}");
        ActivityState state = new() { NewestSpan = reader.ReadInt32() };
        foreach ((string name, long position) in Pairs(reader)) state.Positions[name] = position;
        foreach ((string name, long total) in Pairs(reader)) state.EventTotals[name] = total;
        for (int left = reader.Read7BitEncodedInt(); left > 0; left--) Read(reader, state);
        for (int left = reader.Read7BitEncodedInt(); left > 0; left--) state.Remember(reader.ReadUInt64());
        SliceCodec.Read(reader, state);
        OutcomeCodec.Read(reader, state.Outcomes);
        state.Creatives.Read(reader);
        return state;
    }

    private static void Write(BinaryWriter writer, SortedDictionary<string, long> pairs)
    {
        writer.Write7BitEncodedInt(pairs.Count);
        foreach ((string name, long value) in pairs)
        {
            writer.Write(name);
            writer.Write7BitEncodedInt64(value);
        }
    }

    private static IEnumerable<(string Name, long Value)> Pairs(BinaryReader reader)
    {
        for (int left = reader.Read7BitEncodedInt(); left > 0; left--) yield return (reader.ReadString(), reader.Read7BitEncodedInt64());
    }

    private static void Write(BinaryWriter writer, string productId, SortedDictionary<int, ActivityCounts> spans)
    {
        writer.Write(productId);
        Write(writer, spans);
    }

    internal static void Write(BinaryWriter writer, SortedDictionary<int, ActivityCounts> spans)
    {
        writer.Write7BitEncodedInt(spans.Count);
        foreach ((int span, ActivityCounts counts) in spans)
        {
            writer.Write7BitEncodedInt(span);
            writer.Write7BitEncodedInt64(counts.Views);
            writer.Write7BitEncodedInt64(counts.CartAdds);
            writer.Write7BitEncodedInt64(counts.Purchases);
            writer.Write7BitEncodedInt64(counts.Units);
            writer.Write7BitEncodedInt64(counts.Refunds);
        }
    }

    private static void Read(BinaryReader reader, ActivityState state)
    {
        string productId = reader.ReadString();
        foreach ((int span, ActivityCounts counts) in Spans(reader)) state.Add(productId, span, counts);
    }

    internal static IEnumerable<(int Span, ActivityCounts Counts)> Spans(BinaryReader reader)
    {
        for (int left = reader.Read7BitEncodedInt(); left > 0; left--)
            yield return (reader.Read7BitEncodedInt(), new ActivityCounts(
                reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64(),
                reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64()));
    }
}
