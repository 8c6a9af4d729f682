namespace Personalization.LocalHost.Tests.Triggers;

/// <summary>A random expression that knows its values as plain sets, read from how it was made and not from its text.</summary>
internal sealed class RandomCron
{
    private readonly HashSet<int> seconds, minutes, hours, days, months, weekdays;

    /// <param name="random">A seeded source.</param>
    /// <param name="days">True to vary days and months with second 0; false to vary the time of day on every day.</param>
    public RandomCron(Random random, bool days)
    {
        (string second, seconds) = days ? ("0", [0]) : Field(random, 0, 59);
        (string minute, minutes) = Field(random, 0, 59);
        (string hour, hours) = Field(random, 0, 23);
        (string day, this.days) = days ? Field(random, 1, 31) : All(1, 31);
        (string month, months) = days ? Field(random, 1, 12) : All(1, 12);
        (string weekday, weekdays) = days ? Field(random, 0, 6) : All(0, 6);
        Text = $"{second} {minute} {hour} {day} {month} {weekday}";
    }

    public string Text { get; }

    public static DateTimeOffset Instant(Random random) =>
        new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(random.NextInt64(TimeSpan.FromDays(2000).Ticks));

    public bool Fits(DateTimeOffset time) =>
        seconds.Contains(time.Second) && minutes.Contains(time.Minute) && hours.Contains(time.Hour)
        && days.Contains(time.Day) && months.Contains(time.Month) && weekdays.Contains((int)time.DayOfWeek);

    private static (string, HashSet<int>) Field(Random random, int min, int max)
    {
        if (random.Next(3) == 0) return All(min, max);
        List<string> parts = [];
        HashSet<int> values = [];
        for (int left = random.Next(1, 4); left > 0; left--)
        {
            (string part, IEnumerable<int> more) = Part(random, min, max);
            parts.Add(part);
            values.UnionWith(more);
        }

        return (string.Join(',', parts), values);
    }

    private static (string, IEnumerable<int>) Part(Random random, int min, int max)
    {
        int first = random.Next(min, max + 1), last = random.Next(first, max + 1), step = random.Next(1, max + 1);
        return random.Next(5) switch
        {
            0 => ($"*/{step}", Stepped(min, max, step)),
            1 => ($"{first}-{last}", Stepped(first, last, 1)),
            2 => ($"{first}-{last}/{step}", Stepped(first, last, step)),
            3 => ($"{first}/{step}", Stepped(first, max, step)),
            _ => ($"{first}", [first]),
        };
    }

    private static IEnumerable<int> Stepped(int first, int last, int step) =>
        Enumerable.Range(first, last - first + 1).Where(value => (value - first) % step == 0);

    private static (string, HashSet<int>) All(int min, int max) => ("*", [.. Enumerable.Range(min, max - min + 1)]);
}
