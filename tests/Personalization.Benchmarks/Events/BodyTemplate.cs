using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Personalization.Benchmarks.Events;

/// <summary>A request body with places for its ids and its time, so that making a new request costs the sender next to nothing.</summary>
internal sealed class BodyTemplate
{
    public const string MessageId = "bench-message-0000000000000000";
    public const string VisitorId = "bench-visitor-0000000000000000";
    public const string Time = "2026-01-01T00:00:00.000Z";

    private const int Digits = 16;

    // Apart from the visitors who come once.
    private const long FirstKnownVisitor = 9_000_000_000_000_000;

    private readonly byte[] bytes;
    private readonly Shape shape;
    private readonly int[] messages, visitors, times;

    public BodyTemplate(byte[] bytes, Shape shape, int events)
    {
        (this.bytes, this.shape, Events) = (bytes, shape, events);
        messages = Places(MessageId, MessageId.Length - Digits);
        visitors = Places(VisitorId, VisitorId.Length - Digits);
        times = Places(Time, 0);
    }

    public int Events { get; }

    public int Length => bytes.Length;

    /// <summary>The body of request number <paramref name="number"/>: new events, of one new visitor or of as many as there are events.</summary>
    public byte[] Fill(long number, DateTimeOffset now, int knownVisitors)
    {
        byte[] body = bytes.AsSpan().ToArray();
        for (int index = 0; index < messages.Length; index++)
        {
            Write(body, messages[index], number * Events + index);
            Write(body, visitors[index], shape == Shape.ManyVisitors ? FirstKnownVisitor + (number * Events + index) % knownVisitors : number);
        }
        Span<byte> time = stackalloc byte[Time.Length];
        Encoding.ASCII.GetBytes(now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), time);
        foreach (int place in times) time.CopyTo(body.AsSpan(place));
        return body;
    }

    private static void Write(byte[] body, int place, long number) =>
        Utf8Formatter.TryFormat(number, body.AsSpan(place, Digits), out _, new StandardFormat('D', Digits));

    private int[] Places(string text, int offset)
    {
        List<int> places = [];
        byte[] sought = Encoding.ASCII.GetBytes(text);
        for (int from = 0; bytes.AsSpan(from).IndexOf(sought) is var found and >= 0; from += found + sought.Length) places.Add(from + found + offset);
        return [.. places];
    }
}
