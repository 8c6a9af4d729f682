using Personalization.Events;
using Personalization.Functions.Profiles;
using Personalization.Profiles;
using Personalization.Profiles.Identity;
using Personalization.Profiles.Memberships;

namespace Personalization.Functions.Segments;

/// <summary>Finds what events have changed in people's segments, and tells of it. The profiles are those that this instance has just stored: it costs no request where nothing has changed.</summary>
internal sealed class SegmentAftermath(ProfileUpdater profiles, SegmentDesk desk, SegmentAnnouncer announcer) : IEventAftermath
{
    public async Task SettleAsync(IReadOnlyList<ShopEvent> events, CancellationToken cancellationToken)
    {
        if ((await desk.CurrentAsync(cancellationToken)).IsEmpty) return;
        ShopEvent[] own = [.. events.Where(one => one.Event is not (ReservedEvents.SegmentEntered or ReservedEvents.SegmentExited))];
        if (own.Length == 0) return;
        Dictionary<PersonKey, StoredProfile> people = [];
        foreach (PersonKey key in own.SelectMany(KeysOf).Distinct())
        {
            StoredProfile person = await profiles.ResolveAsync(key, cancellationToken);
            people[person.Profile.Key] = person;
        }
        HashSet<string> causes = own.Select(one => one.MessageId).ToHashSet(StringComparer.Ordinal);
        DateTimeOffset since = own.Min(one => one.ReceivedAt);
        await announcer.TellAsync(people.Values, one => causes.Contains(one.Cause) || (MembershipOccasion.IsOfIdentity(one.Cause) && one.At >= since), cancellationToken);
    }

    // What a merchant takes apart are two people.
    private static IEnumerable<PersonKey> KeysOf(ShopEvent one) => IdentityAct.Of(one) is { } act ? [act.From, act.Into] : [PersonKey.Of(one)];
}
