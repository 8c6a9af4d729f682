namespace Personalization.Common;

/// <summary>Which zone's hours count for somebody.</summary>
internal static class Zones
{
    /// <summary>The person's own zone where it is known and exists, else the shop's, else UTC. The one rule for messages, what is learned of opens, and conditions.</summary>
    public static TimeZoneInfo Of(string? own, string shopZone) => Known(own) ?? Known(shopZone) ?? TimeZoneInfo.Utc;

    /// <summary>The zone of an IANA name; null where there is none.</summary>
    public static TimeZoneInfo? Known(string? name) => name is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone) ? zone : null;
}
