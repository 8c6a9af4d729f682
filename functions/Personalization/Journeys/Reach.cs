using Personalization.Messages;
using Personalization.Profiles;

namespace Personalization.Journeys;

/// <summary>By which channel somebody can be written to.</summary>
public static class Reach
{
    /// <summary>The order in which channels are tried: where there is most room to say something first.</summary>
    private static readonly MessageChannel[] Order = [MessageChannel.Email, MessageChannel.Push, MessageChannel.Sms, MessageChannel.Inbox];

    /// <summary>The first channel that the shop has, the person has an address for and, for marketing, has said yes to; null for none.</summary>
    /// <param name="profile">Who.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="list">The list it belongs to; empty for none.</param>
    /// <param name="carried">The channels that the shop has.</param>
    public static MessageChannel? For(Profile profile, MessagePurpose purpose, string list, IReadOnlyCollection<MessageChannel> carried)
    {
        Subscriptions consents = new(profile.Traits);
        foreach (MessageChannel channel in Order)
        {
            if (!carried.Contains(channel) || ContactPoints.Of(profile, channel) is null) continue;
            SubscriptionState said = consents.For(channel, list);
            if (purpose is MessagePurpose.Marketing ? said is SubscriptionState.Subscribed : channel is not MessageChannel.Inbox) return channel;
        }
        return null;
    }

    /// <summary>Why nobody can be written to: the person has left, or was never reachable.</summary>
    public static string WhyNot(Profile profile, string list, IReadOnlyCollection<MessageChannel> carried)
    {
        Subscriptions consents = new(profile.Traits);
        return Order.Any(channel => carried.Contains(channel) && ContactPoints.Of(profile, channel) is not null && consents.For(channel, list) is SubscriptionState.Unsubscribed)
            ? JourneyEnds.OptedOut : JourneyEnds.Unreachable;
    }
}
