using Personalization.Profiles.Memberships;

namespace Personalization.Profiles;

/// <summary>A profile and which version of it is stored.</summary>
/// <param name="Profile">The profile; an empty one for a person nobody has heard of.</param>
/// <param name="Version">The store's version, or null when nothing is stored yet.</param>
public sealed record StoredProfile(Profile Profile, string? Version)
{
    /// <summary>The segments that the person is in, stored with the profile.</summary>
    public ProfileMemberships Memberships { get; init; } = ProfileMemberships.None;
}

/// <summary>Profiles by key.</summary>
public interface IProfileStore
{
    /// <summary>The profile, possibly as it was some seconds ago.</summary>
    ValueTask<StoredProfile> LoadAsync(PersonKey key, CancellationToken cancellationToken);

    /// <summary>The profile as it is stored now.</summary>
    Task<StoredProfile> LoadLatestAsync(PersonKey key, CancellationToken cancellationToken);

    /// <summary>Stores a profile, and the memberships that <paramref name="loaded"/> bears, in place of the loaded one; null when somebody else has changed it since.</summary>
    Task<StoredProfile?> TrySaveAsync(StoredProfile loaded, Profile next, CancellationToken cancellationToken);
}
