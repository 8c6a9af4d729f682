namespace Personalization.Messages;

/// <summary>Why a message goes, waits or does not go. Codes are stored and shown.</summary>
/// <param name="Code">Stable name.</param>
/// <param name="Detail">The same for a reader.</param>
public sealed record DecisionReason(string Code, string Detail);

/// <summary>Names of reasons.</summary>
public static class DecisionReasons
{
    /// <summary>The address is known not to take messages.</summary>
    public const string Suppressed = "suppressed";

    /// <summary>The person has asked not to get it.</summary>
    public const string Unsubscribed = "unsubscribed";

    /// <summary>The person has not said yes.</summary>
    public const string NoConsent = "no-consent";

    /// <summary>Its time is over.</summary>
    public const string Expired = "expired";

    /// <summary>No time before its expiry is allowed.</summary>
    public const string NoTimeLeft = "no-time-left";

    /// <summary>It is a quiet hour where the person is.</summary>
    public const string QuietHours = "quiet-hours";

    /// <summary>The person has got, or will get, enough.</summary>
    public const string FrequencyCap = "frequency-cap";

    /// <summary>The person has said to want to hear less often.</summary>
    public const string FrequencyWish = "frequency-wish";

    /// <summary>The person opens messages at another hour.</summary>
    public const string BestHour = "best-hour";

    /// <summary>The person's zone is not known; the shop's is taken.</summary>
    public const string ZoneUnknown = "zone-unknown";
}

/// <summary>What to do with a message now.</summary>
/// <param name="Reasons">Why.</param>
public abstract record MessageDecision(IReadOnlyList<DecisionReason> Reasons);

/// <summary>Send it now. Only the arbiter says so.</summary>
public sealed record Send : MessageDecision
{
    internal Send(IReadOnlyList<DecisionReason> reasons)
        : base(reasons) { }
}

/// <summary>Decide again at that time.</summary>
/// <param name="Until">UTC.</param>
/// <param name="Reasons">Why.</param>
public sealed record Delay(DateTimeOffset Until, IReadOnlyList<DecisionReason> Reasons) : MessageDecision(Reasons);

/// <summary>Never send it.</summary>
public sealed record Drop(IReadOnlyList<DecisionReason> Reasons) : MessageDecision(Reasons);
