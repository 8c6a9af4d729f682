using System.Text.Json;

namespace Personalization.Events;

/// <summary>When an event happened, by Segment's rule: timestamp = receivedAt - (sentAt - originalTimestamp).</summary>
internal static class EventTime
{
    public static DateTimeOffset Of(JsonElement item, EventFindings findings, CaptureScope scope)
    {
        if (Sent(item, findings) is not { } happened) return scope.ReceivedAt;
        DateTimeOffset? sent = EventFields.Time(item, "sentAt", null) ?? scope.SentAt;
        DateTimeOffset time = Corrected(happened, sent, scope.ReceivedAt);
        if (time != happened)
            findings.Correct("clock_skew", "timestamp", $"The sender's clock is off; the event is taken to have happened at {EventCodec.Text(time)}.");
        if (time <= scope.ReceivedAt + EventLimits.FutureTolerance) return Milliseconds(time);
        findings.Correct("future_time", "timestamp", "timestamp lies in the future; the time of receipt is used instead.");
        return scope.ReceivedAt;
    }

    /// <summary>The time that the sender gives the event, or null.</summary>
    public static DateTimeOffset? Sent(JsonElement item, EventFindings? findings) =>
        EventFields.Time(item, "originalTimestamp", null) ?? EventFields.Time(item, "timestamp", findings);

    /// <summary>The corrected time; the sent one unchanged while the sender's clock is within tolerance, so that a repeated sending keeps its time.</summary>
    public static DateTimeOffset Corrected(DateTimeOffset happened, DateTimeOffset? sentAt, DateTimeOffset receivedAt) =>
        sentAt is not { } sent || (receivedAt - sent).Duration() <= EventLimits.ClockTolerance || sent < happened || sent - happened > receivedAt - DateTimeOffset.MinValue
            ? happened
            : receivedAt - (sent - happened);

    private static DateTimeOffset Milliseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
}
