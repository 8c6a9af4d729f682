using System.Collections.Immutable;

namespace Personalization.Common;

/// <summary>Times of day in a zone, whatever clocks are put forward or back.</summary>
internal static class LocalTimes
{
    /// <summary>
    /// When the clock shows a time on a day, UTC: the first time where it does so twice; where it never does, as much later as the clock was put forward.
    /// </summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        DateTime local = day.ToDateTime(time);
        if (zone.IsInvalidTime(local)) return new DateTimeOffset(local, zone.GetUtcOffset(local.AddHours(-3))).ToUniversalTime();
        TimeSpan offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The first such time from a moment on, on one of the days of the week, or on any where none is named.</summary>
    public static DateTimeOffset NextFrom(DateTimeOffset from, TimeOnly time, ImmutableArray<DayOfWeek> weekdays, TimeZoneInfo zone)
    {
        DateOnly today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).DateTime);
        for (DateOnly day = today.AddDays(-1); ; day = day.AddDays(1))
        {
            if (!weekdays.IsEmpty && !weekdays.Contains(day.DayOfWeek)) continue;
            DateTimeOffset at = At(day, time, zone);
            if (at >= from) return at;
        }
    }
}
