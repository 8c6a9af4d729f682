using Personalization.Common;
using Personalization.Events;
using Personalization.Events.Decisions;

namespace Personalization.Profiles;

/// <summary>A profile after events, and which of them were new to it.</summary>
/// <param name="Profile">The profile now.</param>
/// <param name="Fresh">The events that it had not taken in before, in the order given.</param>
public sealed record ProfileUpdate(Profile Profile, IReadOnlyList<ShopEvent> Fresh);

/// <summary>How profiles change. All rules give the same profile for the same events, however they are ordered, cut and repeated.</summary>
public static class ProfileRules
{
    /// <summary>Takes in the events that the profile has not seen yet.</summary>
    /// <param name="profile">The profile so far.</param>
    /// <param name="events">Events, of which some may be known.</param>
    /// <param name="decisions">Tells which lists were shown by a decision of this shop; without it none was.</param>
    /// <param name="forbidden">Traits that nobody but the person may bring; the suite's own list without it.</param>
    public static ProfileUpdate Apply(Profile profile, IEnumerable<ShopEvent> events, IDecisionReader? decisions = null, ForbiddenTraits? forbidden = null)
    {
        ProfileBuilder builder = new(profile, decisions, forbidden);
        HashSet<ulong> here = [];
        List<ShopEvent> fresh = [];
        foreach (ShopEvent shopEvent in events)
        {
            SeenEvent mark = Mark(shopEvent);
            if (profile.Seen.Contains(mark) || !here.Add(mark.Id)) continue;
            builder.Add(shopEvent, mark);
            fresh.Add(shopEvent);
        }
        return new ProfileUpdate(fresh.Count == 0 ? profile : builder.Build(), fresh);
    }

    /// <summary>
    /// Takes in another profile; does nothing when it already has. The two must not have taken in the same event: how often each event
    /// happened is added up.
    /// </summary>
    public static Profile Absorb(Profile profile, Profile other)
    {
        if (other.Key == profile.Key || profile.Absorbed.Contains(other.Key.Value)) return profile;
        ProfileBuilder builder = new(profile);
        builder.Absorb(other);
        return builder.Build();
    }

    /// <summary>What a profile remembers of an event to know it again.</summary>
    public static SeenEvent Mark(ShopEvent shopEvent) => new(Math.Clamp(shopEvent.Timestamp.ToUnixTimeSeconds(), 0, uint.MaxValue), StableHash.Of(shopEvent.MessageId));

    /// <summary>What an order brought, after refunds; nothing once it is cancelled or refunded as a whole, and never less than nothing.</summary>
    public static decimal NetRevenue(this Order order) =>
        order.Said is not { } said || order.CancelledAt is not null || order.Refunds.Values.Any(back => back is null)
            ? 0
            : Math.Max(0, said.Revenue - order.Refunds.Values.Sum(back => back ?? 0));
}
