using Personalization.Profiles;
using Personalization.Profiles.Memberships;
using Personalization.Segments.Definitions;

namespace Personalization.Functions.Segments;

/// <summary>
/// Looks at a person's segments whenever their profile is written. That costs no request, but one where the person is to be looked at earlier
/// than is known to the index of such times: that one goes first, so that the time is never missed.
/// </summary>
internal sealed class MembershipKeeper(SegmentDesk desk, IDueIndex due, TimeProvider time) : IMembershipKeeper
{
    public async ValueTask<ProfileMemberships> KeepAsync(StoredProfile stored, Profile next, MembershipOccasion occasion, CancellationToken cancellationToken)
    {
        SegmentSet set = await desk.CurrentAsync(cancellationToken);
        ProfileMemberships known = stored.Memberships;
        if (set.IsEmpty && known.In.IsEmpty) return known;
        DateTimeOffset now = time.GetUtcNow();
        ProfileMemberships kept = SegmentRules.Look(set, known, stored.Profile, await desk.FactsAsync(next, known, cancellationToken), occasion, now);
        if (!IsMissing(kept, now)) return kept;
        await due.AddAsync(next.Key.StorageKey, kept.NextChange!.Value, cancellationToken);
        return kept with { Due = kept.NextChange };
    }

    /// <summary>Whether the index does not know of the next time.</summary>
    public static bool IsMissing(ProfileMemberships memberships, DateTimeOffset now) =>
        memberships.NextChange is { } at && !(memberships.Due > now && memberships.Due <= at);
}
