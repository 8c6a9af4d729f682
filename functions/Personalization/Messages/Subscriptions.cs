using System.Text.Json;
using Personalization.Profiles;

namespace Personalization.Messages;

/// <summary>What a person has said to messages of a channel or list: the states of Segment Engage.</summary>
public enum SubscriptionState
{
    /// <summary>Nothing was said.</summary>
    None = 0,

    /// <summary>Asked not to get it.</summary>
    Unsubscribed = 1,

    /// <summary>Was asked, and did not say yes.</summary>
    DidNotSubscribe = 2,

    /// <summary>Said yes.</summary>
    Subscribed = 3,
}

/// <summary>
/// Consents of a person. They are declared traits of the profile, <c>subscription:CHANNEL</c> and <c>subscription:CHANNEL:LIST</c>, so the
/// newest statement wins in whatever order they arrive. Names are storage format.
/// </summary>
/// <param name="traits">Traits of the profile.</param>
public sealed class Subscriptions(IReadOnlyDictionary<string, Trait> traits)
{
    /// <summary>What all these traits' names begin with.</summary>
    public const string Prefix = PersonTraits.Subscription;

    /// <summary>Nobody's: nothing was said.</summary>
    public static Subscriptions None { get; } = new(new Dictionary<string, Trait>());

    /// <summary>The trait of a list on a channel; of the whole channel when the list is empty.</summary>
    public static string TraitOf(MessageChannel channel, string list) => list.Length == 0 ? Prefix + MessageNames.Of(channel) : $"{Prefix}{MessageNames.Of(channel)}:{list}";

    /// <summary>The wire name of a state, or null for none.</summary>
    public static string? NameOf(SubscriptionState state) => state switch
    {
        SubscriptionState.Subscribed => "subscribed",
        SubscriptionState.Unsubscribed => "unsubscribed",
        SubscriptionState.DidNotSubscribe => "did-not-subscribe",
        _ => null,
    };

    /// <summary>What was said of exactly that list, or of the channel when the list is empty. A value that is no state counts as a no.</summary>
    public SubscriptionState Of(MessageChannel channel, string list)
    {
        if (!traits.TryGetValue(TraitOf(channel, list), out Trait? trait) || trait.Value.ValueKind is JsonValueKind.Null) return SubscriptionState.None;
        return trait.Value.ValueKind is not JsonValueKind.String ? SubscriptionState.DidNotSubscribe : trait.Value.GetString() switch
        {
            "subscribed" => SubscriptionState.Subscribed,
            "unsubscribed" => SubscriptionState.Unsubscribed,
            _ => SubscriptionState.DidNotSubscribe,
        };
    }

    /// <summary>
    /// Whether marketing may go to the list: a no to the channel or to the list stands, a yes to either is needed, and what was said of the
    /// list goes before what was said of the channel.
    /// </summary>
    public SubscriptionState For(MessageChannel channel, string list)
    {
        SubscriptionState all = Of(channel, "");
        SubscriptionState one = list.Length == 0 ? SubscriptionState.None : Of(channel, list);
        if (all is SubscriptionState.Unsubscribed || one is SubscriptionState.Unsubscribed) return SubscriptionState.Unsubscribed;
        return one is SubscriptionState.None ? all : one;
    }
}
