using Personalization.Profiles;
using Personalization.Profiles.Memberships;
using Personalization.Segments.Definitions;

namespace Personalization.Functions.Segments;

/// <summary>
/// Looks at a person's segments whenever their profile is written. That costs no request, but one where the person is to be looked at earlier
/// than is known to the index of such times: that one goes first, so that the time is never missed.
/// </summary>
/// <param name="segments">Made when the first profile is written: everybody who only reads profiles has this class too.</param>
/// <param name="index">The times at which people are to be looked at.</param>
/// <param name="time">The clock.</param>
internal sealed class MembershipKeeper(Func<SegmentDesk> segments, Func<IDueIndex> index, TimeProvider time) : IMembershipKeeper
{
    private readonly Lazy<SegmentDesk> desk = new(segments);
    private readonly Lazy<IDueIndex> due = new(index);

    public async ValueTask<ProfileMemberships> KeepAsync(StoredProfile stored, Profile next, MembershipOccasion occasion, CancellationToken cancellationToken)
    {
        SegmentSet set = await desk.Value.CurrentAsync(cancellationToken);
        ProfileMemberships known = stored.Memberships;
        if (set.IsEmpty && known.In.IsEmpty) return known;
        DateTimeOffset now = time.GetUtcNow();
        ProfileMemberships kept = SegmentRules.Look(set, known, stored.Profile, await desk.Value.FactsAsync(next, known, cancellationToken), occasion, now);
        if (!IsMissing(kept, now)) return kept;
        await due.Value.AddAsync(next.Key.StorageKey, kept.NextChange!.Value, cancellationToken);
        return kept with { Due = kept.NextChange };
    }

    /// <summary>Whether the index does not know of the next time.</summary>
    public static bool IsMissing(ProfileMemberships memberships, DateTimeOffset now) =>
        memberships.NextChange is { } at && !(memberships.Due > now && memberships.Due <= at);
}
