using Personalization.Messages;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Journeys;

/// <summary>By which channel somebody can be written to.</summary>
public static class Reach
{
    /// <summary>The order in which channels are tried: where there is most room to say something first.</summary>
    private static readonly MessageChannel[] Order = [MessageChannel.Email, MessageChannel.Push, MessageChannel.Sms, MessageChannel.Inbox];

    /// <summary>The first channel to sell by that the shop has, the person has an address for and has said yes to; null for none.</summary>
    /// <param name="profile">Who.</param>
    /// <param name="permission">That marketing may be sent to them.</param>
    /// <param name="list">The list it belongs to; empty for none.</param>
    /// <param name="carried">The channels that the shop has.</param>
    public static MessageChannel? ToSell(Profile profile, Permission<ForMarketing> permission, string list, IReadOnlyCollection<MessageChannel> carried)
    {
        permission.Demand(profile.Key);
        Subscriptions consents = new(profile.Traits);
        return First(profile, carried, channel => consents.For(channel, list) is SubscriptionState.Subscribed);
    }

    /// <summary>The first channel that the shop has and the person has an address for, for what belongs to an order; null for none.</summary>
    public static MessageChannel? ToServe(Profile profile, IReadOnlyCollection<MessageChannel> carried) => First(profile, carried, channel => channel is not MessageChannel.Inbox);

    /// <summary>Why nobody can be written to: the person has left, or was never reachable.</summary>
    public static string WhyNot(Profile profile, string list, IReadOnlyCollection<MessageChannel> carried)
    {
        Subscriptions consents = new(profile.Traits);
        return Order.Any(channel => carried.Contains(channel) && ContactPoints.Of(profile, channel) is not null && consents.For(channel, list) is SubscriptionState.Unsubscribed)
            || new Consents(profile, ConsentPolicy.Strict).Said(Purpose.Marketing) is false
            ? JourneyEnds.OptedOut : JourneyEnds.Unreachable;
    }

    private static MessageChannel? First(Profile profile, IReadOnlyCollection<MessageChannel> carried, Func<MessageChannel, bool> may)
    {
        foreach (MessageChannel channel in Order)
            if (carried.Contains(channel) && ContactPoints.Of(profile, channel) is not null && may(channel)) return channel;
        return null;
    }
}
