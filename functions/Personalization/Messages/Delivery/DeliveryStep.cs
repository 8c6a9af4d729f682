using System.Collections.Immutable;

namespace Personalization.Messages.Delivery;

/// <summary>Something that was decided about a message, or done with it. Names are wire and storage format.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="What">See the constants.</param>
/// <param name="Until">When it will be decided again; null where it will not.</param>
/// <param name="Reasons">Why.</param>
public sealed record DeliveryStep(DateTimeOffset At, string What, DateTimeOffset? Until, ImmutableArray<DecisionReason> Reasons)
{
    /// <summary>How many are kept.</summary>
    public const int Most = 30;

    /// <summary>How many of them are the oldest.</summary>
    public const int FirstKept = 5;

#pragma warning disable CS1591 // The names explain themselves.
    public const string Accepted = "accepted";
    public const string Delayed = "delayed";
    public const string HandedOver = "handed-over";
    public const string Busy = "busy";
    public const string Sent = "sent";
    public const string Failed = "failed";
    public const string Retried = "retried";
    public const string Cancelled = "cancelled";
#pragma warning restore CS1591
}
