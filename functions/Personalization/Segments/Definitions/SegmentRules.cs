using System.Collections.Immutable;
using Personalization.Events;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Profiles.Memberships;

namespace Personalization.Segments.Definitions;

/// <summary>
/// Keeps memberships up to date. After each event only those segments are looked at that it concerns, or all where something that no event names
/// has changed; the answer is the same as if all had been looked at. Pure.
/// </summary>
public static class SegmentRules
{
    private static readonly EventShape Said = new("", true);

    // What is done with products pushes older doings out of a full profile, of whatever kind those are.
    private static readonly ImmutableArray<EventShape> Doings = [.. Enum.GetValues<InteractionKind>().SelectMany(Interactions.NamesOf).Select(name => new EventShape(name, false))];

    /// <summary>The memberships of a person.</summary>
    /// <param name="set">Segments.</param>
    /// <param name="known">The memberships so far.</param>
    /// <param name="before">The profile that they were made from.</param>
    /// <param name="facts">The person now.</param>
    /// <param name="occasion">Why they are looked at.</param>
    /// <param name="now">UTC.</param>
    /// <returns>The very same memberships where nothing has changed.</returns>
    public static ProfileMemberships Look(
        SegmentSet set, ProfileMemberships known, Profile before, PersonFacts facts, MembershipOccasion occasion, DateTimeOffset now)
    {
        // A profile that was taken in by another is nobody's any more; and groups are not for whoever wants neither pages nor offers by them.
        if (facts.Profile.MergedInto is not null || !Consents.SaidBy(facts.Profile).MayBeGrouped) set = SegmentSet.None;
        bool all = occasion.Events is null || known.Rules != set.Rules || NamesMayMove(facts.Profile);
        bool due = known.NextChange <= now;
        bool[] look = all ? [] : Concerned(set, before, facts.Profile, occasion.Events!);
        if (!all && !due && !look.Contains(true)) return known;

        HashSet<string> inside = new(known.In.Keys.Where(set.Places.ContainsKey), StringComparer.Ordinal);
        facts = facts with { Segments = inside };
        DateTimeOffset? next = all || due ? null : known.NextChange;
        for (int place = 0; place < set.All.Length; place++)
        {
            if (!all && !look[place] && !(due && set.Passes[place])) continue;
            SegmentDefinition segment = set.All[place];
            if (ConditionRules.Holds(segment.Rule, facts, now)) inside.Add(segment.Id);
            else inside.Remove(segment.Id);
            if (set.Passes[place]) next = ConditionTimes.Earlier(next, ConditionTimes.NextChange(segment.Rule, facts, now, next));
        }
        return Changed(set, known, inside, next, occasion.Cause, now);
    }

    private static ProfileMemberships Changed(
        SegmentSet set, ProfileMemberships known, HashSet<string> inside, DateTimeOffset? next, string cause, DateTimeOffset now)
    {
        string? rules = set.IsEmpty ? null : set.Rules;
        SegmentAt[] entered = [.. set.All.Where(one => inside.Contains(one.Id) && !known.In.ContainsKey(one.Id)).Select(At)];
        SegmentAt[] left = [.. known.In.Keys.Where(id => !inside.Contains(id)).Select(id => set.Find(id) is { } one ? At(one) : new SegmentAt(id, 0))];
        bool moved = entered.Length + left.Length > 0;
        if (!moved && next == known.NextChange && rules == known.Rules) return known;
        ProfileMemberships changed = known with { NextChange = next, Rules = rules };
        if (!moved) return changed;
        ImmutableSortedDictionary<string, DateTimeOffset>.Builder stays = known.In.ToBuilder();
        stays.RemoveRange(left.Select(one => one.Id));
        foreach (SegmentAt one in entered) stays[one.Id] = now;
        return (changed with { In = stays.ToImmutable() }).With(new MembershipChange(cause, now, [.. entered], [.. left]));
    }

    private static SegmentAt At(SegmentDefinition segment) => new(segment.Id, segment.Version);

    // Which events count apart depends on the names of all: then any event may concern any.
    private static bool NamesMayMove(Profile profile) => profile.EventCounts.Count >= ProfileLimits.EventNames - 1;

    private static bool[] Concerned(SegmentSet set, Profile before, Profile now, IReadOnlyCollection<ShopEvent> events)
    {
        bool[] look = new bool[set.All.Length];
        foreach (EventShape shape in events.Select(EventShape.Of).Distinct()) Mark(shape);
        // The zone and the country come with every event: they count where they are others than before.
        if (!ReferenceEquals(before.Traits, now.Traits)) Mark(Said);
        if (now.Interactions.Length >= ProfileLimits.Interactions && !before.Interactions.SequenceEqual(now.Interactions))
            foreach (EventShape shape in Doings) Mark(shape);
        return look;

        void Mark(EventShape shape)
        {
            foreach (int place in set.Concerned(shape)) look[place] = true;
        }
    }
}
