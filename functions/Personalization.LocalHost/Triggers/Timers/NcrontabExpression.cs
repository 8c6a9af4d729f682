namespace Personalization.LocalHost.Triggers.Timers;

/// <summary>
/// An NCRONTAB schedule in UTC. All fields restrict: a day has to fit day-of-month AND day-of-week, as in NCrontab and unlike in Unix cron.
/// </summary>
internal sealed class NcrontabExpression : ISchedule
{
    // The 29th of February on a given weekday comes back within 40 years, whatever centuries lie between.
    private const int Horizon = 41;

    private readonly string text;
    private readonly NcrontabField second, minute, hour, day, month, dayOfWeek;

    private NcrontabExpression(string text, string[] fields)
    {
        this.text = text;
        second = NcrontabField.Second(fields[0]);
        minute = NcrontabField.Minute(fields[1]);
        hour = NcrontabField.Hour(fields[2]);
        day = NcrontabField.Day(fields[3]);
        month = NcrontabField.Month(fields[4]);
        dayOfWeek = NcrontabField.DayOfWeek(fields[5]);
    }

    /// <exception cref="FormatException">Not five or six fields, or one of them is wrong; the message names it.</exception>
    public static NcrontabExpression Parse(string text)
    {
        string[] fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length switch
        {
            6 => new NcrontabExpression(text, fields),
            5 => new NcrontabExpression(text, ["0", .. fields]),
            _ => throw new FormatException($"'{text}' has {fields.Length} fields instead of 6 (second minute hour day month day-of-week) or 5 (without second)."),
        };
    }

    public DateTimeOffset? NextAfter(DateTimeOffset instant)
    {
        DateTime after = instant.UtcDateTime;
        if (DateTime.MaxValue - after < TimeSpan.FromSeconds(1)) return null;
        DateTime earliest = new DateTime(after.Ticks - after.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc).AddSeconds(1);
        if (Fits(earliest) && FirstTime(earliest.Hour, earliest.Minute, earliest.Second) is { } today) return At(earliest, today);
        TimeSpan first = FirstTime(0, 0, 0)!.Value;
        return NextDay(earliest) is { } later ? At(later, first) : null;
    }

    public override string ToString() => text;

    private static DateTimeOffset At(DateTime date, TimeSpan time) => new(date.Date + time, TimeSpan.Zero);

    private bool Fits(DateTime date) => month.Has(date.Month) && day.Has(date.Day) && dayOfWeek.Has((int)date.DayOfWeek);

    private DateTime? NextDay(DateTime date)
    {
        DateTime last = date.Year > 9999 - Horizon ? DateTime.MaxValue.Date : date.Date.AddYears(Horizon);
        for (DateTime candidate = date.Date; candidate < last;)
        {
            candidate = month.Has(candidate.Month) ? candidate.AddDays(1) : StartOfNextMonth(candidate, last);
            if (Fits(candidate)) return candidate;
        }

        return null;
    }

    private static DateTime StartOfNextMonth(DateTime date, DateTime last) =>
        date is { Year: 9999, Month: 12 } ? last : new DateTime(date.Year, date.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);

    /// <summary>The first matching time of a day that is not before the given one.</summary>
    private TimeSpan? FirstTime(int fromHour, int fromMinute, int fromSecond)
    {
        int lowest = second.AtLeast(0);
        if (hour.Has(fromHour))
        {
            if (minute.Has(fromMinute) && second.AtLeast(fromSecond) is >= 0 and int sameMinute) return new TimeSpan(fromHour, fromMinute, sameMinute);
            if (minute.AtLeast(fromMinute + 1) is >= 0 and int laterMinute) return new TimeSpan(fromHour, laterMinute, lowest);
        }

        return hour.AtLeast(fromHour + 1) is >= 0 and int laterHour ? new TimeSpan(laterHour, minute.AtLeast(0), lowest) : null;
    }
}
