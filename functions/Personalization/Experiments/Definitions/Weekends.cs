using Personalization.Common;

namespace Personalization.Experiments.Definitions;

/// <summary>Weekends by the shop's clock: a hypothesis is written in the week, runs from Friday evening to Monday morning, and is read on Monday.</summary>
public static class Weekends
{
    private static readonly TimeOnly Begin = new(18, 0);
    private static readonly TimeOnly Over = new(6, 0);

    /// <summary>The next weekend that has not begun.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="zone">IANA name of the shop's zone.</param>
    public static (DateTimeOffset From, DateTimeOffset To) Next(DateTimeOffset now, string zone)
    {
        TimeZoneInfo shop = Zones.Of(null, zone);
        DateTimeOffset from = LocalTimes.NextFrom(now, Begin, [DayOfWeek.Friday], shop);
        return (from, LocalTimes.NextFrom(from, Over, [DayOfWeek.Monday], shop));
    }
}
