using System.Globalization;

namespace Personalization.LocalHost.Triggers.Timers;

/// <summary>When a timer is due. Pure: the same instant gives the same answer.</summary>
internal interface ISchedule
{
    /// <summary>The first occurrence strictly after the instant, in UTC; null where there is none.</summary>
    DateTimeOffset? NextAfter(DateTimeOffset instant);
}

/// <summary>Reads the text of a schedule.</summary>
internal static class Schedule
{
    /// <exception cref="FormatException">Neither an NCRONTAB expression nor a time span; the message names the field.</exception>
    public static ISchedule Parse(string text) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan interval) ? new IntervalSchedule(interval) : NcrontabExpression.Parse(text);

    /// <summary>Whether two occurrences lie less than a minute apart around the instant: storing each of them would cost more than missing one.</summary>
    public static bool IsUnderAMinute(this ISchedule schedule, DateTimeOffset instant) =>
        schedule.NextAfter(instant) is { } first && schedule.NextAfter(first) is { } second && second - first < TimeSpan.FromMinutes(1);
}

/// <summary>Every so often, counted from the run before.</summary>
internal sealed class IntervalSchedule : ISchedule
{
    private readonly TimeSpan interval;

    public IntervalSchedule(TimeSpan interval)
    {
        if (interval <= TimeSpan.Zero) throw new FormatException($"The interval {interval:c} is not positive.");
        this.interval = interval;
    }

    public DateTimeOffset? NextAfter(DateTimeOffset instant) => instant.ToUniversalTime() + interval;

    public override string ToString() => interval.ToString("c", CultureInfo.InvariantCulture);
}
