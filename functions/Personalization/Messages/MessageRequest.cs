using System.Collections.Immutable;
using Personalization.Common;
using Personalization.Messages.Timing;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Profiles.Preferences;

namespace Personalization.Messages;

/// <summary>A message that wants to be sent.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Channel">Where to.</param>
/// <param name="Purpose">What for.</param>
/// <param name="List">The list it belongs to, such as <c>newsletter</c>; empty for none.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">After when it is worth nothing.</param>
/// <param name="Priority">The greater goes first where a cap lets only some through.</param>
/// <param name="AtBestHour">Whether it waits for the hour at which the person opens messages.</param>
public sealed record MessageRequest(
    string Id, MessageChannel Channel, MessagePurpose Purpose, string List, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, int Priority = 0, bool AtBestHour = false);

/// <summary>Whom a message is for, as far as deciding goes.</summary>
/// <param name="Consents">What the person has said to messages of channels and lists.</param>
/// <param name="TimeZone">IANA name, or null where it is not known.</param>
/// <param name="Country">ISO 3166 code, or null.</param>
/// <param name="Suppressed">Whether the address is known not to take messages.</param>
/// <param name="Opens">When the person opens messages.</param>
/// <param name="Person">Whose profile it is by now, where the one asked for was merged into another; null where it is the same.</param>
/// <param name="Absorbed">Keys of the profiles that were merged into it.</param>
public sealed record MessageRecipient(
    Subscriptions Consents, string? TimeZone = null, string? Country = null, bool Suppressed = false, OpenHours? Opens = null, PersonKey? Person = null,
    IReadOnlyCollection<string>? Absorbed = null)
{
    /// <summary>The person's permission for marketing; without it nothing that wants to sell is sent.</summary>
    public Permission<ForMarketing>? Marketing { get; init; }

    /// <summary>How often at most the person wants offers, of all channels together; null for as often as the shop's caps allow.</summary>
    public FrequencyCap? Wish { get; init; }

    /// <summary>What a profile says.</summary>
    public static MessageRecipient Of(Profile profile) => new(
        new Subscriptions(profile.Traits), ContactPoints.Text(profile, "timezone"), ContactPoints.Text(profile, "country"), Person: profile.Key, Absorbed: profile.Absorbed)
    {
        Marketing = Personalization.Privacy.Consents.ToMarketing(profile),
        Wish = FrequencyCap.OfWish(ContactPoints.Text(profile, DeclaredNames.Frequency)),
    };

    /// <summary>The zone whose hours count when it is learned at which hour the person opens messages.</summary>
    public TimeZoneInfo ZoneOfOpens(MessagePolicy policy) => Zones.Of(TimeZone, policy.TimeZone);
}

/// <summary>A marketing message that was sent.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Channel">Where to.</param>
/// <param name="At">When.</param>
public sealed record SentMessage(string Id, MessageChannel Channel, DateTimeOffset At);

/// <summary>A marketing message that waits for its time.</summary>
/// <param name="Request">It.</param>
/// <param name="At">Its time.</param>
public sealed record WaitingMessage(MessageRequest Request, DateTimeOffset At)
{
    /// <summary>Whether its place is kept against another message: greater priority first, then the older.</summary>
    public bool GoesBefore(MessageRequest other) =>
        Request.Id != other.Id && (Request.Priority, other.CreatedAt, other.Id).CompareTo((other.Priority, Request.CreatedAt, Request.Id)) > 0;
}

/// <summary>What a person was sent and will be sent.</summary>
/// <param name="Sent">Marketing messages sent.</param>
/// <param name="Waiting">Marketing messages that wait.</param>
public sealed record MessageHistory(ImmutableArray<SentMessage> Sent, ImmutableArray<WaitingMessage> Waiting)
{
    /// <summary>Nothing yet.</summary>
    public static MessageHistory None { get; } = new([], []);
}
