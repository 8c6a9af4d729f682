using System.Globalization;
using Personalization.Common;
using Personalization.Messages.Timing;
using Personalization.Privacy;

namespace Personalization.Messages;

/// <summary>
/// The one place where it is decided whether, and when, a message goes to somebody, whatever journey or channel it comes from. Pure.
/// A delayed message is decided again at the time that is given here: as long as nothing else has changed it goes then.
/// </summary>
public static class MessageArbiter
{
    /// <summary>Decides about a message that wants to sell: with the person's permission, and a subscription to its channel or list.</summary>
    public static MessageDecision DecideMarketing(
        MessageRequest request, Permission<ForMarketing> permission, MessageRecipient recipient, MessageHistory history, MessagePolicy policy, DateTimeOffset now)
    {
        Demand(request, MessagePurpose.Marketing);
        ArgumentNullException.ThrowIfNull(permission);
        if (recipient.Person is { } person) permission.Demand(person);
        return Decide(request, recipient, history, policy, now);
    }

    /// <summary>Decides about a message that belongs to what the person has ordered or asked for.</summary>
    public static MessageDecision DecideTransactional(MessageRequest request, MessageRecipient recipient, MessagePolicy policy, DateTimeOffset now)
    {
        Demand(request, MessagePurpose.Transactional);
        return Decide(request, recipient, MessageHistory.None, policy, now);
    }

    /// <summary>What becomes of a message that wants to sell to somebody who has given no permission: it never goes.</summary>
    public static Drop Refuse(MessageRequest request, MessageRecipient recipient, DateTimeOffset now) =>
        new([Refusal(request, recipient, now) ?? new(DecisionReasons.NoConsent, "The person has not agreed to marketing")]);

    private static void Demand(MessageRequest request, MessagePurpose purpose)
    {
        if (request.Purpose != purpose) throw new ArgumentException($"A message for {MessageNames.Of(request.Purpose)} is not decided as one for {MessageNames.Of(purpose)}", nameof(request));
    }

    private static MessageDecision Decide(MessageRequest request, MessageRecipient recipient, MessageHistory history, MessagePolicy policy, DateTimeOffset now)
    {
        if (Refusal(request, recipient, now) is { } refusal) return new Drop([refusal]);
        List<DecisionReason> reasons = [];
        TimeZoneInfo zone = ZoneOf(recipient, policy, reasons);
        SendingTimes times = new(request, recipient, history, policy, zone, Earlier(request.ExpiresAt, request.CreatedAt + policy.LongestWait));
        DateTimeOffset? first = times.FirstFrom(now, reasons);
        if (first is null)
            return new Drop([.. reasons, new DecisionReason(DecisionReasons.NoTimeLeft, "No time before its expiry is allowed")]);
        DateTimeOffset best = first.Value;
        if (request is { AtBestHour: true, Purpose: MessagePurpose.Marketing })
        {
            int hour = OpenHours.Best(recipient.Opens ?? OpenHours.None, policy.ShopOpens, request.CreatedAt, policy.DefaultHour);
            best = times.NearestTo(hour, now, first.Value, request.CreatedAt + policy.BestHourPatience);
            if (best != first) reasons.Add(new DecisionReason(DecisionReasons.BestHour, string.Create(CultureInfo.InvariantCulture, $"Opened most around {hour:00}:00 {zone.Id}")));
        }
        return best > now ? new Delay(best.ToUniversalTime(), reasons) : new Send(reasons);
    }

    private static DecisionReason? Refusal(MessageRequest request, MessageRecipient recipient, DateTimeOffset now)
    {
        if (recipient.Suppressed) return new(DecisionReasons.Suppressed, "The address is known not to take messages");
        if (now > request.ExpiresAt) return new(DecisionReasons.Expired, "Its time is over");
        return request.Purpose is MessagePurpose.Transactional ? null : recipient.Consents.For(request.Channel, request.List) switch
        {
            SubscriptionState.Subscribed => null,
            SubscriptionState.Unsubscribed => new(DecisionReasons.Unsubscribed, "The person has unsubscribed"),
            _ => new(DecisionReasons.NoConsent, "The person has not subscribed"),
        };
    }

    private static TimeZoneInfo ZoneOf(MessageRecipient recipient, MessagePolicy policy, List<DecisionReason> reasons)
    {
        if (Zones.Known(recipient.TimeZone) is null) reasons.Add(new DecisionReason(DecisionReasons.ZoneUnknown, $"The person's zone is not known; {policy.TimeZone} is taken"));
        return Zones.Of(recipient.TimeZone, policy.TimeZone);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset two) => one < two ? one : two;
}
