namespace Personalization.Messages.Timing;

/// <summary>What clocks on the wall show in a zone, and when they will.</summary>
/// <param name="zone">Zone.</param>
internal sealed class WallClock(TimeZoneInfo zone)
{
    /// <summary>The local time.</summary>
    public DateTime At(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone).DateTime;

    /// <summary>
    /// The moment that much later, or the one before it at which clocks are put forward or back: until there the clock has run evenly,
    /// from there one has to look again.
    /// </summary>
    public DateTimeOffset After(DateTimeOffset time, TimeSpan span)
    {
        DateTimeOffset end = time + span;
        TimeSpan offset = zone.GetUtcOffset(time);
        if (zone.GetUtcOffset(end) == offset) return end;
        long before = time.UtcTicks, changed = end.UtcTicks;
        while (changed - before > 1)
        {
            long middle = before + ((changed - before) / 2);
            if (zone.GetUtcOffset(new DateTimeOffset(middle, TimeSpan.Zero)) == offset) before = middle;
            else changed = middle;
        }
        return new DateTimeOffset(changed, TimeSpan.Zero);
    }

    /// <summary>When the hour that the clock shows is over.</summary>
    public DateTimeOffset NextHour(DateTimeOffset time)
    {
        TimeSpan ofDay = At(time).TimeOfDay;
        return After(time, TimeSpan.FromHours(Math.Floor(ofDay.TotalHours) + 1) - ofDay);
    }
}
