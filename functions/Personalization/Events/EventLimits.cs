namespace Personalization.Events;

/// <summary>Limits of Segment's HTTP API, and what keeps stored keys short.</summary>
public static class EventLimits
{
    /// <summary>Bytes of one request body.</summary>
    public const int RequestBytes = 500 * 1024;

    /// <summary>Bytes of one event as sent.</summary>
    public const int EventBytes = 32 * 1024;

    /// <summary>Bytes that a batch's own context may come to when each of its events has got it.</summary>
    public const int SharedContextBytes = 8 * 1024 * 1024;

    /// <summary>Characters of a messageId.</summary>
    public const int MessageIdLength = 100;

    /// <summary>Characters of a userId, anonymousId, previousId or groupId.</summary>
    public const int IdLength = 255;

    /// <summary>Characters of an event name.</summary>
    public const int EventNameLength = 255;

    /// <summary>Amounts and quantities from here on are no numbers of a shop.</summary>
    public const decimal LargestNumber = 1_000_000_000_000_000;

    /// <summary>How far the sender's clock may be off before its times are corrected. Below it, a second sending of an event keeps its time to the tick.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>How far in the future an event may lie.</summary>
    public static readonly TimeSpan FutureTolerance = TimeSpan.FromMinutes(5);
}
