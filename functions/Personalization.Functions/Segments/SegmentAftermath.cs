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
        DateTimeOffset since = own.Min(one => one.ReceivedAt);
        foreach (PersonKey key in own.SelectMany(KeysOf).Distinct()) await AddAsync(people, key, cancellationToken);
        foreach ((PersonKey user, PersonKey device) in own.Where(one => one is { UserId: not null, AnonymousId: not null }).Select(one => (PersonKey.Of(one), PersonKey.Anonymous(one.AnonymousId!))).Distinct())
            await AddApartAsync(people, user, device, since, cancellationToken);
        HashSet<string> causes = own.Select(one => one.MessageId).ToHashSet(StringComparer.Ordinal);
        await announcer.TellAsync(people.Values, one => causes.Contains(one.Cause) || (MembershipOccasion.IsOfIdentity(one.Cause) && one.At >= since), cancellationToken);
    }

    private async Task<StoredProfile> AddAsync(Dictionary<PersonKey, StoredProfile> people, PersonKey key, CancellationToken cancellationToken)
    {
        StoredProfile person = await profiles.ResolveAsync(key, cancellationToken);
        return people[person.Profile.Key] = person;
    }

    // A device that a sign-in shows to be shared is taken from whoever had it: both have changed, and neither is whose event it was.
    private async Task AddApartAsync(Dictionary<PersonKey, StoredProfile> people, PersonKey user, PersonKey device, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (!(await AddAsync(people, user, cancellationToken)).Identity.Blocks(device)) return;
        StoredProfile apart = await AddAsync(people, device, cancellationToken);
        if (!apart.Memberships.Recent.Any(one => MembershipOccasion.IsOfIdentity(one.Cause) && one.At >= since)) return;
        foreach (string known in apart.Identity.SignedIn.GetValueOrDefault(device.Value) ?? []) await AddAsync(people, new PersonKey(known), cancellationToken);
    }

    // What a merchant takes apart are two people.
    private static IEnumerable<PersonKey> KeysOf(ShopEvent one) => IdentityAct.Of(one) is { } act ? [act.From, act.Into] : [PersonKey.Of(one)];
}
