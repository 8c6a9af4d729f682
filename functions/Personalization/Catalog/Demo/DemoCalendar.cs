namespace Personalization.Catalog.Demo;

/// <summary>The window of the demo shop, and when in it people shop for what.</summary>
internal sealed class DemoCalendar(DateTimeOffset start, DateTimeOffset now)
{
    public const int Days = 60;

    private static readonly int[] HoursOfDay = [.. Enumerable.Range(0, 24)];

    public DateTimeOffset Start { get; } = start;

    public DateTimeOffset Now { get; } = now;

    /// <summary>Some time on a day (0 is the first) when this shopper is awake and has leisure; may lie outside the window.</summary>
    public DateTimeOffset Visit(DemoShopper shopper, int day, DemoChance chance)
    {
        DateTime date = TimeZoneInfo.ConvertTime(Start, shopper.TimeZone).Date.AddDays(day);
        int hour = chance.Pick(HoursOfDay, one => shopper.Hours[one]);
        DateTime local = date.AddHours(hour).AddSeconds(chance.Between(0, 3599));
        return new DateTimeOffset(local, shopper.TimeZone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>Demand for a category at a time, by its trend.</summary>
    public double Season(DemoCategory category, DateTimeOffset at)
    {
        double progress = (at - Start).TotalDays / Days;
        return category.Trend switch
        {
            0 => 1.6 - (1.2 * progress),
            2 => 0.3 + (2.9 * progress),
            _ => 1,
        };
    }
}
