using Personalization.Events;
using static Personalization.Tests.Events.CaptureBench;

namespace Personalization.Tests.Events;

/// <summary>Ids of people and of events.</summary>
public sealed class EventIdTests
{
    [Theory]
    [InlineData("42", "42")]
    [InlineData("1e400", "1e400")]
    [InlineData("-0.50", "-0.50")]
    public void Read_NumberAsId_IsKeptAsText(string number, string kept)
    {
        EventVerdict verdict = One($$"""{"type":"page","userId":{{number}},"messageId":{{number}}}""");

        Assert.Equal(kept, verdict.Event().UserId);
        Assert.Equal(kept, verdict.MessageId);
        Assert.Equal("number_as_text /batch/0/userId, number_as_text /batch/0/messageId", verdict.Found());
    }

    [Theory]
    [InlineData("userId", "{}")]
    [InlineData("anonymousId", "true")]
    [InlineData("messageId", "[1]")]
    [InlineData("groupId", "{}")]
    public void Read_IdOfAnotherType_IsRejected(string field, string value)
    {
        EventVerdict verdict = One($$"""{"type":"page","userId":"u","{{field}}":{{value}}}""".Replace("\"userId\":\"u\",\"userId\"", "\"anonymousId\":\"a\",\"userId\"", StringComparison.Ordinal));

        Assert.Equal($"wrong_type /batch/0/{field}", verdict.Found());
    }

    [Theory]
    [InlineData("userId")]
    [InlineData("anonymousId")]
    [InlineData("previousId")]
    [InlineData("groupId")]
    public void Read_IdAtAndOverItsLimit_IsTakenAndRejected(string field)
    {
        string Item(int length) => $$"""{"type":"page","{{(field == "userId" ? "anonymousId" : "userId")}}":"x","messageId":"m","{{field}}":"{{new string('i', length)}}"}""";

        Assert.Equal(EventOutcome.Accepted, One(Item(EventLimits.IdLength)).Outcome);
        Assert.Equal($"too_long /batch/0/{field}", One(Item(EventLimits.IdLength + 1)).Found());
    }

    [Fact]
    public void Read_LongMessageId_IsReplacedByTheSameHashEachTime()
    {
        string Item(string id) => $$"""{"type":"page","userId":"u","messageId":"{{id}}"}""";
        string limit = new('m', EventLimits.MessageIdLength);

        EventVerdict first = One(Item(limit + "1")), again = One(Item(limit + "1")), other = One(Item(limit + "2"));

        Assert.Equal("too_long /batch/0/messageId", first.Found());
        Assert.Equal(first.MessageId, again.MessageId);
        Assert.NotEqual(first.MessageId, other.MessageId);
        Assert.Equal(first.MessageId, first.Event().MessageId);
        Assert.Equal(limit, One(Item(limit)).MessageId);
    }

    [Theory]
    [InlineData("timestamp")]
    [InlineData("originalTimestamp")]
    public void Read_NoMessageIdButATime_GetsTheSameIdWheneverItIsSent(string field)
    {
        string item = $$"""{"type":"page","userId":"u","{{field}}":"2026-03-04T05:00:00Z"}""";

        EventVerdict first = One(item), later = One(item, receivedAt: Received.AddSeconds(30));

        Assert.Contains("no_message_id /batch/0/messageId", first.Found(), StringComparison.Ordinal);
        Assert.Equal(first.MessageId, later.MessageId);
        Assert.NotEqual(first.MessageId, One(item.Replace("05:00", "05:01", StringComparison.Ordinal)).MessageId);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"timestamp\":null")]
    [InlineData(",\"timestamp\":\"soon\"")]
    public void Read_NeitherMessageIdNorTime_CountsEachSending(string time)
    {
        string item = $$"""{"type":"page","userId":"u"{{time}}}""";

        IReadOnlyList<EventVerdict> together = Read($$"""{"batch":[{{item}},{{item}}]}""").Verdicts;
        EventVerdict later = One(item, receivedAt: Received.AddSeconds(1));

        Assert.Equal(3, together.Append(later).Select(verdict => verdict.MessageId).Distinct().Count());
    }

    [Fact]
    public void Read_EventName_IsTrimmedAndBounded()
    {
        Assert.Equal("Sofa Tested", Track("", name: "  Sofa Tested ").Event().Event);
        Assert.Equal("too_long /batch/0/event", Track("", name: new string('e', EventLimits.EventNameLength + 1)).Found());
    }
}
