using Personalization.Events;
using static Personalization.Tests.Events.CaptureBench;

namespace Personalization.Tests.Events;

/// <summary>When an event happened.</summary>
public sealed class EventTimeTests
{
    private static EventVerdict Timed(string members, DateTimeOffset? receivedAt = null) =>
        One($$"""{"type":"page","userId":"u","messageId":"m",{{members}}}""", receivedAt: receivedAt);

    private static string Time(EventVerdict verdict) => EventCodec.Text(verdict.Event().Timestamp);

    [Theory]
    [InlineData("2026-03-01T10:20:30.123Z", "2026-03-01T10:20:30.123Z")]
    [InlineData("2026-03-01T10:20:30.1239999Z", "2026-03-01T10:20:30.123Z")]
    [InlineData("2026-03-01T10:20:30.123456789Z", "2026-03-01T10:20:30.123Z")]
    [InlineData("2026-03-01T10:20:30+02:00", "2026-03-01T08:20:30.000Z")]
    [InlineData("2026-03-01T10:20:30-0330", "2026-03-01T13:50:30.000Z")]
    [InlineData("2026-03-01T10:20:30", "2026-03-01T10:20:30.000Z")]
    [InlineData("2026-03-01 10:20", "2026-03-01T10:20:00.000Z")]
    [InlineData("2026-03-01", "2026-03-01T00:00:00.000Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z")]
    public void Read_IsoTime_IsKeptInUtcToTheMillisecond(string sent, string kept)
    {
        EventVerdict verdict = Timed($"\"timestamp\":\"{sent}\"");

        Assert.Equal((kept, EventOutcome.Accepted), (Time(verdict), verdict.Outcome));
    }

    [Theory]
    [InlineData("1772360430", "2026-03-01T10:20:30.000Z")]
    [InlineData("1772360430.5", "2026-03-01T10:20:30.500Z")]
    [InlineData("1772360430123", "2026-03-01T10:20:30.123Z")]
    [InlineData("-1000", "1969-12-31T23:43:20.000Z")]
    public void Read_EpochTime_IsReadAsSecondsOrMilliseconds(string sent, string kept)
    {
        EventVerdict verdict = Timed($"\"timestamp\":{sent}");

        Assert.Equal((kept, "number_as_time /batch/0/timestamp"), (Time(verdict), verdict.Found()));
    }

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("\"10:30\"")]
    [InlineData("\"5 May\"")]
    [InlineData("\"03/04/2026\"")]
    [InlineData("\"2026-02-30T00:00:00Z\"")]
    [InlineData("\"2026-03-01T25:00:00Z\"")]
    [InlineData("\"0001-01-01T00:00:00+14:00\"")]
    [InlineData("\"2026-03-01T10:20:30Z[Europe/Athens]\"")]
    [InlineData("\"\"")]
    [InlineData("{}")]
    [InlineData("true")]
    [InlineData("1e400")]
    [InlineData("-90000000000000")]
    [InlineData("99999999999999999")]
    public void Read_UnreadableTime_IsTheTimeOfReceiptAndSaid(string sent)
    {
        EventVerdict verdict = Timed($"\"timestamp\":{sent}");

        Assert.Equal((EventCodec.Text(Received), "unreadable_time /batch/0/timestamp"), (Time(verdict), verdict.Found()));
    }

    [Fact]
    public void Read_NoTime_IsTheTimeOfReceipt() => Assert.Equal(EventCodec.Text(Received), Time(Timed("\"timestamp\":null")));

    [Fact]
    public void Read_FutureTime_IsTakenWithinToleranceOnly()
    {
        string near = EventCodec.Text(Received + EventLimits.FutureTolerance), far = EventCodec.Text(Received + EventLimits.FutureTolerance + TimeSpan.FromMilliseconds(1));

        Assert.Equal(near, Time(Timed($"\"timestamp\":\"{near}\"")));
        Assert.Equal("future_time /batch/0/timestamp", Timed($"\"timestamp\":\"{far}\"").Found());
        Assert.Equal(EventCodec.Text(Received), Time(Timed($"\"timestamp\":\"{far}\"")));
    }

    [Theory]
    [InlineData(3600, "2026-03-04T04:06:07.890Z")] // The sender's clock is an hour fast.
    [InlineData(-3600, "2026-03-04T04:06:07.890Z")]
    public void Read_ClockBeyondTolerance_IsCorrectedByTheRule(int offset, string kept)
    {
        // Sent an hour after it happened, by a clock that is off: timestamp = receivedAt - (sentAt - originalTimestamp).
        DateTimeOffset sentAt = Received.AddSeconds(offset), happened = sentAt.AddHours(-1);

        EventVerdict verdict = Timed($"\"originalTimestamp\":\"{happened:O}\",\"sentAt\":\"{sentAt:O}\"");

        Assert.Equal((kept, "clock_skew /batch/0/timestamp"), (Time(verdict), verdict.Found()));
    }

    [Fact]
    public void Read_ClockWithinTolerance_KeepsTheTimeHoweverOftenItIsSent()
    {
        DateTimeOffset happened = Received.AddHours(-1);
        for (int seconds = 0; seconds <= 60; seconds += 20)
        {
            EventVerdict verdict = Timed($"\"timestamp\":\"{happened:O}\",\"sentAt\":\"{Received:O}\"", Received.AddSeconds(seconds));

            Assert.Equal((EventCodec.Text(happened), EventOutcome.Accepted), (Time(verdict), verdict.Outcome));
        }
        Assert.Equal(EventOutcome.Corrected, Timed($"\"timestamp\":\"{happened:O}\",\"sentAt\":\"{Received:O}\"", Received.AddSeconds(61)).Outcome);
    }

    [Fact]
    public void Read_SentAtOfTheBatch_HoldsForEventsWithoutTheirOwn()
    {
        string more = $",\"sentAt\":\"{Received.AddHours(1):O}\"", happened = $"\"timestamp\":\"{Received.AddMinutes(50):O}\"";

        EventVerdict shared = One($$"""{"type":"page","userId":"u","messageId":"m",{{happened}}}""", more);
        EventVerdict own = One($$"""{"type":"page","userId":"u","messageId":"m","timestamp":"{{Received.AddMinutes(-5):O}}","sentAt":"{{Received:O}}"}""", more);

        Assert.Equal(EventCodec.Text(Received.AddMinutes(-10)), Time(shared));
        Assert.Equal(EventCodec.Text(Received.AddMinutes(-5)), Time(own));
    }

    [Fact]
    public void Read_SkewOfCenturies_DoesNotThrow()
    {
        EventVerdict verdict = Timed("\"timestamp\":\"0001-01-01T00:00:00Z\",\"sentAt\":\"9000-01-01T00:00:00Z\"");

        Assert.Equal("0001-01-01T00:00:00.000Z", Time(verdict));
    }

    [Fact]
    public void Read_SentBeforeItHappened_IsNotCorrected() =>
        Assert.Equal("2026-03-04T05:00:00.000Z", Time(Timed("\"timestamp\":\"2026-03-04T05:00:00Z\",\"sentAt\":\"2026-03-04T04:00:00Z\"")));
}
