using System.Text;
using System.Text.Json;
using Personalization.Events;
using static Personalization.Tests.Events.CaptureBench;

namespace Personalization.Tests.Events;

/// <summary>The canonical line and how lines travel.</summary>
public sealed class EventCodecTests
{
    public static readonly TheoryData<string> Languages =
    [
        "Φόρεμα καλοκαιρινό €", "لباس تابستانی ‌می‌خواهم", "فستان صيفي ١٢٣", "ზაფხულის კაბა", "Летнее платье «Ёлка» 👗", "<b>\"quoted\" \\ & 'tab'\t</b>",
    ];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Line_Parsed_GivesTheDraftBack(string text)
    {
        EventDraft draft = new(text, EventType.Track, text, text, "a", new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(3)), Received, text);

        ShopEvent parsed = EventCodec.Parse(EventCodec.Line(
            draft, json => json.WriteString(text, text), json => json.WriteString("t", text), json => json.WriteString("locale", text)));

        Assert.Equal((text, text, text, "a"), (parsed.MessageId, parsed.Event, parsed.UserId, parsed.AnonymousId));
        Assert.Equal((draft.Timestamp, Received, TimeSpan.Zero), (parsed.Timestamp, parsed.ReceivedAt, parsed.Timestamp.Offset));
        Assert.Equal(text, parsed.Properties.GetProperty(text).GetString());
        Assert.Equal(text, parsed.Traits.GetProperty("t").GetString());
        Assert.Equal(text, parsed.Context.GetProperty("locale").GetString());
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Read_TextOfAnyLanguage_IsStoredLetterForLetter(string text)
    {
        string json = JsonSerializer.Serialize(text);

        EventVerdict verdict = Track($$"""
            "properties":{"name":{{json}}},"context":{"page":{"title":{{json}} } }
            """);

        Assert.Equal(text, verdict.Event().Properties.GetProperty("name").GetString());
        Assert.Equal(text, verdict.Event().Context.GetProperty("page").GetProperty("title").GetString());
        if (!text.Contains('"', StringComparison.Ordinal) && !text.Contains("👗", StringComparison.Ordinal)) Assert.Contains(text, verdict.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_MinimalLine_LeavesTheRestOut()
    {
        ShopEvent parsed = EventCodec.Parse(EventCodec.Line(new EventDraft("m", EventType.Page, null, null, "a", Received, Received, "s")));

        Assert.Equal((null, null, null), (parsed.Event, parsed.UserId, parsed.PreviousId));
        Assert.Equal((JsonValueKind.Undefined, JsonValueKind.Undefined), (parsed.Properties.ValueKind, parsed.Traits.ValueKind));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"messageId":null,"type":"page","timestamp":"2026-01-01T00:00:00Z","receivedAt":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"messageId":"m","type":"jump","timestamp":"2026-01-01T00:00:00Z","receivedAt":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"messageId":"m","type":"page","timestamp":"soon","receivedAt":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"messageId":"m","type":"page","timestamp":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"messageId":"m","type":"page","timestamp":"2026-01-01T00:00:00Z","receivedAt":"2026-01-01T00:00:00Z","userId":5}""")]
    public void Parse_LineThatWasNotWrittenHere_IsRefused(string line) =>
        Assert.Throws<FormatException>(() => EventCodec.Parse(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void Lines_OfStoredBytes_AreThoseEndedByALineFeed()
    {
        static string[] Split(string text) => [.. EventCodec.Lines(Encoding.UTF8.GetBytes(text)).Select(line => Encoding.UTF8.GetString(line.Span))];

        Assert.Equal(["a", "b"], Split("a\n\nb\ncut"));
        Assert.Empty(Split("cut"));
        Assert.Empty(Split(""));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    public void Package_Unpacked_GivesTheLinesBack(int lines)
    {
        ReadOnlyMemory<byte>[] sent = [.. Enumerable.Range(0, lines).Select(place => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"{{\"n\":{place},\"t\":\"فستان\"}}"))];

        byte[] packed = EventPackage.Compress(sent);
        string message = EventPackage.Message(packed);

        Assert.Equal(message.Length, EventPackage.MessageLength(packed.Length));
        Assert.Null(EventPackage.ClaimedBlob(message));
        Assert.Equal(sent.Select(line => line.ToArray()), EventCodec.Lines(EventPackage.Decompress(EventPackage.Packed(message))).Select(line => line.ToArray()));
    }

    [Fact]
    public void ClaimMessage_Read_NamesTheBlobAndNoPackage()
    {
        string message = EventPackage.ClaimMessage("2026/03/a b.z");

        Assert.Equal("2026/03/a b.z", EventPackage.ClaimedBlob(message));
        Assert.Throws<FormatException>(() => EventPackage.Packed(message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("e2:AAAA")]
    [InlineData("hello")]
    [InlineData("e1:not base64!")]
    public void Packed_MessageOfOthers_IsRefused(string message) => Assert.Throws<FormatException>(() => EventPackage.Packed(message));

    [Fact]
    public void Decompress_DamagedPackage_IsRefused()
    {
        byte[] packed = EventPackage.Compress([.. Enumerable.Range(0, 50).Select(place => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"line {place * 7919}"))]);

        Assert.Throws<InvalidDataException>(() => EventPackage.Decompress(packed.AsMemory(0, packed.Length / 2)));
        Assert.Throws<InvalidDataException>(() => EventPackage.Decompress("\u00ff\u00ff\u00ffnot deflate"u8.ToArray()));
    }
}
