using Personalization.Common;
using Personalization.Events;

namespace Personalization.Benchmarks.Segments;

/// <summary>Canonical lines of a shop's events.</summary>
internal static class EventLine
{
    public static ReadOnlyMemory<byte> Identify(string id, string user, DateTimeOffset at, string colour) =>
        EventCodec.Line(new EventDraft(id, EventType.Identify, null, user, null, at, at, "bench"), traits: json => json.WriteString("colour", colour));

    public static ReadOnlyMemory<byte> Track(string id, string user, DateTimeOffset at, string name, string product, int price) =>
        EventCodec.Line(new EventDraft(id, EventType.Track, name, user, null, at, at, "bench"), json =>
        {
            json.WriteString("product_id", product);
            json.WriteNumber("price", price);
            if (name != EventNames.OrderCompleted) return;
            json.WriteString("order_id", id);
            json.WriteNumber("revenue", price);
            json.WriteString("currency", "EUR");
        });
}

/// <summary>Numbers that are the same in every run: a hash of the seed and the place.</summary>
internal sealed class Dice(int seed)
{
    private int thrown;

    /// <summary>A number from 0 up to, not including, the limit.</summary>
    public int Next(int limit) => (int)(StableHash.Mix(((ulong)(uint)seed << 32) | (uint)thrown++) % (uint)limit);

}
