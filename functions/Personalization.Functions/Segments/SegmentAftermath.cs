using Personalization.Events;
using Personalization.Functions.Profiles;
using Personalization.Profiles;
using Personalization.Profiles.Memberships;

namespace Personalization.Functions.Segments;

/// <summary>Finds what events have changed in people's segments, and tells of it. The profiles are those that this instance has just stored: it costs no request where nothing has changed.</summary>
internal sealed class SegmentAftermath(ProfileUpdater profiles, SegmentDesk desk, SegmentAnnouncer announcer) : IEventAftermath
{
    public async Task SettleAsync(IReadOnlyList<ShopEvent> events, CancellationToken cancellationToken)
    {
        if ((await desk.CurrentAsync(cancellationToken)).IsEmpty) return;
        HashSet<string> causes = new(StringComparer.Ordinal);
        List<StoredProfile> people = [];
        foreach (IGrouping<PersonKey, ShopEvent> person in events.Where(IsOfPeople).GroupBy(PersonKey.Of))
        {
            people.Add(await profiles.ResolveAsync(person.Key, cancellationToken));
            foreach (ShopEvent one in person)
            {
                causes.Add(one.MessageId);
                foreach ((PersonKey from, _) in ProfileRules.Links(one)) causes.Add(MembershipOccasion.Merge(from).Cause);
            }
        }
        await announcer.TellAsync(people.DistinctBy(one => one.Profile.Key), causes.Contains, cancellationToken);
    }

    private static bool IsOfPeople(ShopEvent one) => one.Event is not (ReservedEvents.SegmentEntered or ReservedEvents.SegmentExited);
}
