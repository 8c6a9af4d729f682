using System.Collections.Immutable;
using Personalization.Common;
using Personalization.Events;
using Personalization.Events.Decisions;
using Personalization.Profiles.Exposures;
using Personalization.Profiles.Feedback;
using Personalization.Profiles.Identity;
using Personalization.Profiles.Staff;
using Personalization.Profiles.Timeline;
using Personalization.Profiles.Wishes;

namespace Personalization.Profiles;

/// <summary>Puts a profile together from profiles and events. What it builds does not depend on the order in which they are added.</summary>
internal sealed class ProfileBuilder
{
    private readonly Profile start;
    private readonly ImmutableSortedSet<string>.Builder absorbed;
    private readonly ImmutableSortedSet<string>.Builder devices;
    private readonly ImmutableSortedDictionary<string, long>.Builder counts;
    private readonly EventDayBuilder days;
    private readonly TraitBuilder traits;
    private readonly OrderBuilder orders;
    private readonly FeedbackBuilder feedback;
    private readonly StaffBuilder staff;
    private readonly WishBuilder wishes;
    private readonly HintBuilder hints;
    private readonly ExposureBuilder experiments;
    private readonly PromotionBuilder promotions;
    private readonly List<Interaction> interactions;
    private readonly List<SeenEvent> seen = [];
    private readonly List<TimelineEvent> happened = [];
    private DateTimeOffset? first;
    private DateTimeOffset? last;

    public ProfileBuilder(Profile start, IDecisionReader? decisions = null, ForbiddenTraits? forbidden = null)
    {
        this.start = start;
        (first, last) = (start.FirstSeen, start.LastSeen);
        absorbed = start.Absorbed.ToBuilder();
        devices = start.Devices.ToBuilder();
        counts = start.EventCounts.ToBuilder();
        days = new EventDayBuilder(start.EventDays);
        traits = new TraitBuilder(start.Traits, forbidden);
        orders = new OrderBuilder(start);
        feedback = new FeedbackBuilder(start.Feedback, decisions);
        staff = new StaffBuilder(start.Staff);
        wishes = new WishBuilder(start);
        hints = new HintBuilder(start);
        experiments = new ExposureBuilder(start);
        promotions = new PromotionBuilder(start);
        interactions = [.. start.Interactions];
    }

    public void Add(ShopEvent shopEvent, SeenEvent mark)
    {
        seen.Add(mark);
        string name = shopEvent.Event ?? shopEvent.Type.Name();
        Count(name, 1);
        if (!ReservedEvents.Contains(name))
        {
            See(shopEvent.Timestamp, shopEvent.Timestamp);
            days.Add(name, shopEvent.Timestamp);
        }
        // By what the event says, not by whose profile it is: a merged one gets the same, whoever of its parts it is called after.
        // An id that names nobody has no devices: those of all who sent it would gather there.
        if (shopEvent is { UserId: { } user, AnonymousId: { } device } && !IdentityGuards.Default.IsBlocked(PersonKey.User(user))) devices.Add(device);
        traits.Add(shopEvent, mark.Id);
        orders.Add(shopEvent, mark.Id);
        feedback.Add(shopEvent, mark.Id);
        staff.Add(shopEvent, mark.Id);
        wishes.Add(shopEvent);
        hints.Add(shopEvent);
        experiments.Add(shopEvent);
        promotions.Add(shopEvent);
        interactions.AddRange(Interactions.Of(shopEvent));
        if (TimelineReader.Read(shopEvent, mark.Id) is { } one) happened.Add(one);
    }

    public void Absorb(Profile other)
    {
        absorbed.Add(other.Key.Value);
        absorbed.UnionWith(other.Absorbed);
        devices.UnionWith(other.Devices);
        if (other.Key.Type is IdentifierType.AnonymousId) devices.Add(other.Key.Id);
        if (other.FirstSeen is { } otherFirst && other.LastSeen is { } otherLast) See(otherFirst, otherLast);
        foreach ((string name, long count) in other.EventCounts) Count(name, count);
        days.Add(other.EventDays);
        traits.Add(other.Traits);
        orders.Add(other);
        feedback.Add(other.Feedback);
        staff.Add(other.Staff);
        wishes.Add(other);
        hints.Add(other);
        experiments.Add(other);
        promotions.Add(other);
        interactions.AddRange(other.Interactions);
        seen.AddRange(other.Seen.Events);
        happened.AddRange(other.Timeline.Events);
    }

    public Profile Build() => start with
    {
        Absorbed = absorbed.ToImmutable(),
        Devices = Smallest(devices),
        FirstSeen = first,
        LastSeen = last,
        Traits = traits.Build(),
        EventCounts = counts.ToImmutable(),
        EventDays = days.Build(counts, last),
        Interactions = [.. interactions.Distinct().OrderByDescending(one => one.At).ThenByDescending(one => one.Id).Take(ProfileLimits.Interactions)],
        Orders = orders.Newest(),
        OlderOrders = orders.OlderOrders,
        OlderOrderIds = orders.OlderOrderIds,
        OlderRevenue = orders.OlderRevenue,
        Feedback = feedback.Build(),
        Staff = staff.Build(),
        Wishes = wishes.Build(),
        HintsShown = hints.Build(),
        Experiments = experiments.Build(),
        Promotions = promotions.Build(),
        Seen = start.Seen.With(seen),
        Timeline = start.Timeline.With(happened),
    };

    private void See(DateTimeOffset from, DateTimeOffset to)
    {
        if (first is null || from < first) first = from;
        if (last is null || to > last) last = to;
    }

    private void Count(string name, long by) => NameCounts.Add(counts, name, by, ProfileLimits.EventNames);

    private static ImmutableSortedSet<string> Smallest(ImmutableSortedSet<string>.Builder all)
    {
        while (all.Count > ProfileLimits.LinkedKeys) all.Remove(all.Max!);
        return all.ToImmutable();
    }
}
