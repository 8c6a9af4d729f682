using Personalization.Events;
using static Personalization.Tests.Events.CaptureBench;

namespace Personalization.Tests.Events;

/// <summary>Segment's calls, alone and in a batch.</summary>
public sealed class EventCallTests
{
    [Trait("Feature", "S01")]
    [Theory]
    [InlineData(EventType.Track, """{"anonymousId":"a","messageId":"m","event":"Product Viewed","properties":{"product_id":"p"}}""")]
    [InlineData(EventType.Identify, """{"anonymousId":"a","messageId":"m","traits":{"email":"x@example.com"}}""")]
    [InlineData(EventType.Page, """{"anonymousId":"a","messageId":"m","name":"Home","category":"Front","properties":{"url":"https://shop.example/"}}""")]
    [InlineData(EventType.Screen, """{"anonymousId":"a","messageId":"m","name":"Home","properties":{}}""")]
    [InlineData(EventType.Group, """{"anonymousId":"a","messageId":"m","groupId":"g","traits":{"plan":"pro"}}""")]
    [InlineData(EventType.Alias, """{"userId":"u","messageId":"m","previousId":"a"}""")]
    public void Read_EachCall_IsAcceptedAloneAndInABatch(EventType type, string body)
    {
        EventVerdict alone = Assert.Single(Read(body, type).Verdicts);
        EventVerdict batched = One($$"""{"type":"{{type.Name()}}",{{body[1..]}}""");

        Assert.Equal((EventOutcome.Accepted, "m"), (alone.Outcome, alone.MessageId));
        Assert.Equal(alone.Text(), batched.Text());
        Assert.Equal(type, alone.Event().Type);
        Assert.Equal(Received, alone.Event().ReceivedAt);
        Assert.Equal("\"web\"", alone.Json("source"));
    }

    [Fact]
    public void Read_OwnFieldsOfCalls_AreKept()
    {
        EventVerdict page = One("""{"type":"page","anonymousId":"a","name":"Home","category":"Front","integrations":{"All":true},"channel":"browser","version":2,"x":null}""");

        Assert.Equal("\"Home\" \"Front\" true \"browser\" 2 -",
            $"{page.Json("name")} {page.Json("category")} {page.Json("integrations", "All")} {page.Json("channel")} {page.Json("version")} {page.Json("x")}");
    }

    [Fact]
    public void Read_FieldsThatOnlyWeMayWrite_AreNotTakenFromTheSender()
    {
        EventVerdict verdict = One("""{"type":"page","userId":"u","source":"forged","receivedAt":"1999-01-01T00:00:00Z","writeKey":"secret","sentAt":"2026-03-04T05:06:07Z"}""");

        Assert.Equal("\"web\"", verdict.Json("source"));
        Assert.Equal(Received, verdict.Event().ReceivedAt);
        Assert.Equal("-", verdict.Json("writeKey"));
        Assert.DoesNotContain("forged", verdict.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"userId":"u"}""", "unknown_type /batch/0/type")]
    [InlineData("""{"type":"Track","userId":"u"}""", "unknown_type /batch/0/type")]
    [InlineData("""{"type":7,"userId":"u"}""", "unknown_type /batch/0/type")]
    [InlineData("""{"type":"track","userId":"u","event":"Customer Tagged","properties":{"tag":"vip"}}""", "reserved_event /batch/0/event")]
    [InlineData("""{"type":"track","userId":"u","event":" customer note REMOVED "}""", "reserved_event /batch/0/event")]
    [InlineData("""{"type":"page"}""", "no_person /batch/0/userId")]
    [InlineData("""{"type":"page","userId":"","anonymousId":null}""", "no_person /batch/0/userId")]
    [InlineData("""{"type":"page","userId":"  "}""", "no_person /batch/0/userId")]
    [InlineData("""{"type":"track","userId":"u"}""", "missing /batch/0/event")]
    [InlineData("""{"type":"track","userId":"u","event":" "}""", "missing /batch/0/event")]
    [InlineData("""{"type":"track","userId":"u","event":5}""", "missing /batch/0/event")]
    [InlineData("""{"type":"group","userId":"u"}""", "missing /batch/0/groupId")]
    [InlineData("""{"type":"alias","userId":"u"}""", "missing /batch/0/previousId")]
    [InlineData("""{"type":"alias","previousId":"a"}""", "missing /batch/0/userId")]
    [InlineData("""{"type":"page","userId":"u","properties":[]}""", "wrong_type /batch/0/properties")]
    [InlineData("""{"type":"page","userId":"u","traits":"x"}""", "wrong_type /batch/0/traits")]
    [InlineData("""{"type":"page","userId":"u","context":1}""", "wrong_type /batch/0/context")]
    [InlineData("5", "wrong_type /batch/0")]
    [InlineData("null", "wrong_type /batch/0")]
    [InlineData("[]", "wrong_type /batch/0")]
    public void Read_EventThatLacksWhatItNeeds_IsRejectedWithItsField(string item, string found)
    {
        EventVerdict verdict = One(item);

        Assert.Equal(found, verdict.Found());
        Assert.Equal((EventOutcome.Rejected, 0), (verdict.Outcome, verdict.Line.Length));
    }

    [Fact]
    public void Read_BadEventBetweenGoodOnes_IsTheOnlyOneRejected()
    {
        CaptureResult result = Read("""{"batch":[{"type":"page","userId":"u"},{"type":"page","messageId":"bad"},{"type":"page","userId":"u","messageId":"m"}]}""");

        Assert.Equal([EventOutcome.Corrected, EventOutcome.Rejected, EventOutcome.Accepted], result.Verdicts.Select(verdict => verdict.Outcome));
        Assert.Equal([0, 1, 2], result.Verdicts.Select(verdict => verdict.Index));
        Assert.Equal("bad", result.Verdicts[1].MessageId);
    }

    [Fact]
    public void Read_RejectedSingleCall_IsAProblemThatSaysWhyFirst()
    {
        // The missing messageId, which alone would be corrected, must not hide what the event was rejected for.
        CaptureResult result = Read("""{"timestamp":"soon"}""", EventType.Page);

        Assert.Equal("400 event-rejected: no_person /userId, unreadable_time /timestamp", result.Errors());
        Assert.StartsWith("Either userId or anonymousId is needed, or an e-mail address", result.Problem!.Detail, StringComparison.Ordinal);
        Assert.Empty(result.Verdicts);
    }
}
