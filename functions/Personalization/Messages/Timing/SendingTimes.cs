namespace Personalization.Messages.Timing;

/// <summary>When a message may go: outside quiet hours, within the caps, before its end.</summary>
internal sealed class SendingTimes
{
    private readonly WallClock clock;
    private readonly TimeZoneInfo zone;
    private readonly QuietHours[] quiet;
    private readonly FrequencyCap[] caps;
    private readonly (DateTimeOffset At, MessageChannel Channel)[] others;
    private readonly DateTimeOffset end;

    public SendingTimes(MessageRequest request, MessageRecipient recipient, MessageHistory history, MessagePolicy policy, TimeZoneInfo zone, DateTimeOffset end)
    {
        (clock, this.zone, this.end) = (new WallClock(zone), zone, end);
        quiet = [.. policy.QuietHours.Where(one => one.IsFor(request.Channel, request.Purpose, recipient.Country))];
        caps = request.Purpose is MessagePurpose.Transactional ? [] : [.. policy.Caps.Where(cap => cap.IsFor(request.Channel)), .. recipient.Wish is { } wish ? (FrequencyCap[])[wish] : []];
        others =
        [
            .. history.Sent.Where(sent => sent.Id != request.Id).Select(sent => (sent.At, sent.Channel)),
            .. history.Waiting.Where(waiting => waiting.GoesBefore(request)).Select(waiting => (waiting.At, waiting.Request.Channel)),
        ];
    }

    /// <summary>The first allowed time from a moment on, with what stands in the way until then; null when there is none before the end.</summary>
    public DateTimeOffset? FirstFrom(DateTimeOffset time, List<DecisionReason>? reasons = null)
    {
        while (time <= end)
        {
            DateTime local = clock.At(time);
            if (Array.Find(quiet, one => one.Covers(local)) is { } silent)
            {
                Note(reasons, DecisionReasons.QuietHours, $"{silent.From:HH:mm} to {silent.Until:HH:mm} {zone.Id}");
                time = clock.After(time, silent.Left(local));
            }
            else if (Blocked(time, out FrequencyCap? cap) is { } until)
            {
                Note(reasons, cap!.IsWish ? DecisionReasons.FrequencyWish : DecisionReasons.FrequencyCap, $"{cap.Most} in {cap.Window.TotalHours:0.#} hours on {(cap.Channel is { } one ? MessageNames.Of(one) : "all channels")}");
                time = until;
            }
            else return time;
        }
        return null;
    }

    /// <summary>
    /// The allowed time whose local hour is nearest to the given one, of equally near ones the first, among those that one comes to from
    /// every hour until <paramref name="patience"/>. Later askers choose among fewer of the same times: who waits for it gets it.
    /// </summary>
    public DateTimeOffset NearestTo(int hour, DateTimeOffset now, DateTimeOffset first, DateTimeOffset patience)
    {
        DateTimeOffset best = first;
        for (DateTimeOffset from = clock.NextHour(now); from <= patience; from = clock.NextHour(from))
        {
            if (from <= first) continue;
            if (FirstFrom(from) is not { } time) break;
            if (Distance(time, hour) < Distance(best, hour)) best = time;
        }
        return best;
    }

    private int Distance(DateTimeOffset time, int hour)
    {
        int apart = Math.Abs(clock.At(time).Hour - hour);
        return Math.Min(apart, 24 - apart);
    }

    private DateTimeOffset? Blocked(DateTimeOffset time, out FrequencyCap? by)
    {
        foreach (FrequencyCap cap in caps)
        {
            by = cap;
            if (cap.Blocks(time, others) is { } until) return until;
        }
        by = null;
        return null;
    }

    private static void Note(List<DecisionReason>? reasons, string code, string detail)
    {
        if (reasons is not null && !reasons.Exists(known => known.Code == code && known.Detail == detail)) reasons.Add(new DecisionReason(code, detail));
    }
}
