using System.Text;
using Personalization.Events;
using Personalization.Privacy;
using Personalization.Privacy.Erasure;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Recommendations.Sessions;

namespace Personalization.Tests.Privacy;

/// <summary>Lines about a person become lines about nobody, of the same length.</summary>
[Trait("Feature", "S30")]
public sealed class LineEraserTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 43, 21, TimeSpan.Zero);
    private readonly LineEraser eraser = new(PersonIdentity.Of([PersonKey.User("ana-1"), PersonKey.Anonymous("phone-of-ana")], ["Ana@Example.com", "+995 555 12-34-56"]) with { Nonce = "a secret"u8.ToArray() });

    [Fact]
    public void Erase_OwnAndOthersLines_KeepsOthersByteForByteAndLengths()
    {
        byte[] before = Bytes(Line("m1", "ana-1"), Line("m2", "bob-1"), Line("m3", null, "phone-of-ana"), Line("m4", "bob-1", email: "ana@example.com"), Line("m5", "ana-12"));
        byte[] after = [.. before];

        int count = eraser.Erase(after);

        Assert.Equal(3, count);
        string[] was = Encoding.UTF8.GetString(before).Split('\n'), now = Encoding.UTF8.GetString(after).Split('\n');
        Assert.Equal(was.Select(line => line.Length), now.Select(line => line.Length));
        Assert.Equal((was[1], was[4]), (now[1], now[4]));
        Assert.DoesNotContain("phone-of-ana", Encoding.UTF8.GetString(after), StringComparison.Ordinal);
        Assert.DoesNotContain("\"ana-1\"", Encoding.UTF8.GetString(after), StringComparison.Ordinal);
        Assert.Equal(0, eraser.Erase(after));
    }

    [Theory]
    [InlineData("traits", "{\"email\":\"ANA@EXAMPLE.COM\"}")]
    [InlineData("traits", "{\"phone\":\"00995 555 12 34 56\"}")]
    [InlineData("traits", "{\"phone\":\"+995/555/123456\"}")]
    [InlineData("context", "{\"externalIds\":[{\"type\":\"phone\",\"id\":\"00995555123456\"}]}")]
    [InlineData("context", "{\"externalIds\":[{\"type\":\"user_id\",\"id\":\"ana-1\"}]}")]
    public void Erase_LineByAnAddressAlone_FindsItHoweverItIsWritten(string member, string value)
    {
        byte[] line = Encoding.UTF8.GetBytes($"{{\"messageId\":\"a-long-enough-id-of-a-message\",\"type\":\"identify\",\"timestamp\":\"2026-03-04T05:43:21.000Z\",\"receivedAt\":\"2026-03-04T05:43:21.000Z\",\"source\":\"web\",\"{member}\":{value}}}\n");

        Assert.Contains(PersonNames.Of(System.Text.Json.JsonElement.Parse(line.AsSpan()[..^1])), name => name is "u:ana-1" or "@:ana@example.com" or "@:+995555123456");
        Assert.Equal(1, eraser.Erase(line));
        Assert.DoesNotContain(value, Encoding.UTF8.GetString(line), StringComparison.Ordinal);
    }

    [Fact]
    public void Erase_OrderLine_KeepsWhatIsCountedByTheHourAndNothingElse()
    {
        byte[] line = Bytes(EventCodec.Line(new EventDraft("order-message", EventType.Track, EventNames.OrderCompleted, "ana-1", null, At, At, "shop"), json =>
        {
            json.WriteString("order_id", "order-77");
            json.WriteString("coupon", "FOR-ANA");
            json.WriteString("currency", "EUR");
            json.WriteNumber("revenue", 30.5);
            json.WriteStartArray("products");
            json.WriteStartObject();
            json.WriteString("product_id", "tent");
            json.WriteNumber("quantity", 2);
            json.WriteNumber("price", 15.25);
            json.WriteString("name", "Engraved for Ana");
            json.WriteEndObject();
            json.WriteEndArray();
        }));

        eraser.Erase(line);

        ShopEvent now = EventCodec.Parse(EventCodec.Lines(line).Single());
        Assert.Equal((EventNames.OrderCompleted, "2026-03-04T05:00:00.000Z"), (now.Event, EventCodec.Text(now.Timestamp)));
        Assert.Null(now.UserId);
        Assert.True(ErasedEvents.Is(now));
        Interaction bought = Interactions.Of(now).Single();
        Assert.Equal((InteractionKind.Purchase, "tent", 2, 15.25m), (bought.Kind, bought.ProductId, bought.Quantity, bought.Price));
        string text = Encoding.UTF8.GetString(line);
        foreach (string gone in (string[])["order-77", "FOR-ANA", "Engraved", "order-message", "05:43"]) Assert.DoesNotContain(gone, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Erase_CountsMadeAnew_ComeToTheSame()
    {
        byte[] lines = Bytes([.. Enumerable.Range(0, 40).Select(number => Line($"message-number-{number}", number % 3 == 0 ? "ana-1" : $"other-{number}", product: $"p{number % 5}"))]);
        byte[] twice = [.. lines, .. lines];
        (ActivityState activity, long events) = Counted(twice);

        eraser.Erase(twice);

        (ActivityState after, long eventsAfter) = Counted(twice);
        Assert.Equal(events, eventsAfter);
        Assert.Equal(activity.EventTotals, after.EventTotals);
        Assert.Equal(activity.Products.SelectMany(one => one.Value.Select(span => (one.Key, span.Key, span.Value))), after.Products.SelectMany(one => one.Value.Select(span => (one.Key, span.Key, span.Value))));
    }

    [Fact]
    public void Erase_LineTooShortForAnotherOrDamaged_IsBlankAndReadersPassItOver()
    {
        byte[] lines = Encoding.UTF8.GetBytes("{\"userId\":\"ana-1\", cut\n");

        Assert.Equal(1, eraser.Erase(lines));

        Assert.Equal(new string(' ', lines.Length - 1) + "\n", Encoding.UTF8.GetString(lines));
        Assert.Empty(EventCodec.Lines(lines));
        ShoppingLogBuilder builder = new();
        builder.AddLines(lines);
        Assert.Equal((0, 0L), (builder.Damaged, builder.Events));
    }

    [Fact]
    public void Erase_Everybody_LeavesNoIdInAnyLineAndDoesNothingTheSecondTime()
    {
        LineEraser all = new("another secret"u8.ToArray());
        byte[] lines = Bytes(Line("m1", "ana-1"), Line("m2", "bob-1"));

        Assert.Equal(2, all.Erase(lines));
        Assert.Equal(0, all.Erase(lines));
        Assert.DoesNotContain("bob-1", Encoding.UTF8.GetString(lines), StringComparison.Ordinal);
    }

    private static (ActivityState, long) Counted(byte[] lines)
    {
        ActivityState state = new();
        foreach (ReadOnlyMemory<byte> line in EventCodec.Lines(lines)) state.Add(EventCodec.Parse(line));
        ShoppingLogBuilder builder = new();
        builder.AddLines(lines);
        Assert.Equal(0, builder.Damaged);
        return (state, builder.Events);
    }

    private static ReadOnlyMemory<byte> Line(string id, string? user, string? device = null, string? email = null, string product = "p1") => EventCodec.Line(
        new EventDraft(id, EventType.Track, EventNames.ProductViewed, user, device, At, At, "a source with a name"),
        json => json.WriteString("product_id", product),
        context: json =>
        {
            json.WriteString("page", "https://shop.example/a/rather/long/page?that=everybody&sees=today");
            if (email is null) return;
            json.WriteStartObject("traits");
            json.WriteString("email", email);
            json.WriteEndObject();
        });

    private static byte[] Bytes(params IEnumerable<ReadOnlyMemory<byte>> lines) => EventCodec.Join(lines).ToArray();
}
