using Personalization.Profiles.Identity;
using Personalization.Profiles.Memberships;

namespace Personalization.Profiles;

/// <summary>A profile and which version of it is stored.</summary>
/// <param name="Profile">The profile; an empty one for a person nobody has heard of.</param>
/// <param name="Version">The store's version, or null when nothing is stored yet.</param>
public sealed record StoredProfile(Profile Profile, string? Version)
{
    /// <summary>How the profile came to be one.</summary>
    public IdentityState Identity { get; init; } = IdentityState.None;

    /// <summary>The segments that the person is in, stored with the profile.</summary>
    public ProfileMemberships Memberships { get; init; } = ProfileMemberships.None;
}

/// <summary>All profiles, in the order of their storage keys: for jobs, never for a request.</summary>
public interface IProfileScan
{
    /// <summary>The first profiles behind a storage key; null for the very first. Fewer than asked for only where there are no more.</summary>
    Task<IReadOnlyList<StoredProfile>> PageAsync(string? after, int most, CancellationToken cancellationToken);

    /// <summary>The profile of a storage key, or null.</summary>
    Task<StoredProfile?> FindAsync(string storageKey, CancellationToken cancellationToken);
}

/// <summary>Parts of a merged profile that change together with it.</summary>
/// <param name="Written">Parts to store.</param>
/// <param name="Removed">Keys of stored parts to take away.</param>
public sealed record PartChanges(IReadOnlyCollection<Profile> Written, IReadOnlyCollection<PersonKey> Removed)
{
    /// <summary>No part changes.</summary>
    public static PartChanges None { get; } = new([], []);

    /// <summary>True where no part changes.</summary>
    public bool IsNone => Written.Count + Removed.Count == 0;
}

/// <summary>Profiles by key, and the parts of those that were merged.</summary>
public interface IProfileStore
{
    /// <summary>The profile, possibly as it was some seconds ago; where it was merged into another, that may be some minutes old.</summary>
    ValueTask<StoredProfile> LoadAsync(PersonKey key, CancellationToken cancellationToken);

    /// <summary>The profile as it is stored now.</summary>
    Task<StoredProfile> LoadLatestAsync(PersonKey key, CancellationToken cancellationToken);

    /// <summary>Stores a profile in place of the loaded one, and its parts with it or not at all; null when somebody else has changed it since.</summary>
    Task<StoredProfile?> TrySaveAsync(StoredProfile loaded, StoredProfile next, PartChanges parts, CancellationToken cancellationToken);

    /// <summary>A stored part of a merged profile, as of the loaded version; null where there is none.</summary>
    ValueTask<Profile?> FindPartAsync(StoredProfile whole, PersonKey part, CancellationToken cancellationToken);

    /// <summary>All stored parts of a merged profile.</summary>
    Task<IReadOnlyList<Profile>> LoadPartsAsync(PersonKey key, CancellationToken cancellationToken);

    /// <summary>The key behind <see cref="PersonKey.StorageKey"/> where something is stored under it, or null.</summary>
    Task<PersonKey?> FindKeyAsync(string storageKey, CancellationToken cancellationToken);

    /// <summary>Deletes all that is stored under the key: the profile or the pointer to another, and parts. Says how many records that were.</summary>
    Task<int> DeleteAsync(PersonKey key, CancellationToken cancellationToken);
}
