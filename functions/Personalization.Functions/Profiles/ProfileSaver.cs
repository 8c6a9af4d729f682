using Personalization.Profiles;
using Personalization.Profiles.Memberships;

namespace Personalization.Functions.Profiles;

/// <summary>Stores profiles with the segments that they are in: those are looked at with every write, so that the answer costs no request of its own.</summary>
internal sealed class ProfileSaver(IProfileStore store, IMembershipKeeper? segments)
{
    /// <summary>Null when somebody else has changed the profile since it was loaded.</summary>
    public async Task<StoredProfile?> TrySaveAsync(
        StoredProfile loaded, StoredProfile next, PartChanges parts, MembershipOccasion occasion, CancellationToken cancellationToken)
    {
        ProfileMemberships memberships = segments is null ? loaded.Memberships : await segments.KeepAsync(loaded, next.Profile, occasion, cancellationToken);
        bool same = ReferenceEquals(next.Profile, loaded.Profile) && ReferenceEquals(next.Identity, loaded.Identity) && ReferenceEquals(memberships, loaded.Memberships);
        return same && parts.IsNone ? loaded : await store.TrySaveAsync(loaded, next with { Memberships = memberships }, parts, cancellationToken);
    }
}
