using Personalization.Events;
using Personalization.Events.Decisions;

namespace Personalization.Functions.Tests;

/// <summary>Events and lines for tests.</summary>
internal static class Make
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    public static DecisionSigner Signer { get; } = new("the key of the tests");

    public static ReadOnlyMemory<byte> Line(string id, string name = EventNames.ProductViewed, string? user = null, string? device = "device", string product = "p", int minute = 0) =>
        EventCodec.Line(
            new EventDraft(id, EventType.Track, name, user, device, Noon.AddMinutes(minute), Noon.AddMinutes(minute), "test"),
            json => json.WriteString("product_id", product));

    public static ShopEvent Event(string id, string name = EventNames.ProductViewed, string? user = null, string? device = "device", string product = "p", int minute = 0) =>
        EventCodec.Parse(Line(id, name, user, device, product, minute));

    /// <summary>Lines as the lake holds them.</summary>
    public static ReadOnlyMemory<byte> Joined(params IEnumerable<ReadOnlyMemory<byte>> lines) => lines.SelectMany(line => line.ToArray().Append((byte)'\n')).ToArray();

    public static string Text(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes.Span);
}
