namespace Personalization.Tests.Messages;

/// <summary>All zones that the machine knows, and when their clocks are changed.</summary>
internal static class EveryZone
{
    public static TimeZoneInfo[] All()
    {
        TimeZoneInfo[] zones = [.. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId)];
        Assert.True(zones.Length > 300, "The machine has no zones; install tzdata");
        return zones;
    }

    /// <summary>Both changes of 2026; any two times where there are none.</summary>
    public static DateTimeOffset[] Edges(TimeZoneInfo zone)
    {
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        DateTimeOffset[] edges = [.. Enumerable.Range(1, 8760).Select(hour => start.AddHours(hour)).Where(time => zone.GetUtcOffset(time) != zone.GetUtcOffset(time.AddHours(-1))).Take(2)];
        return edges.Length == 2 ? edges : [start.AddDays(90), start.AddDays(300)];
    }
}
