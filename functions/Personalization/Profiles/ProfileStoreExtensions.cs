namespace Personalization.Profiles;

/// <summary>What is done with every store of profiles.</summary>
public static class ProfileStoreExtensions
{
    /// <summary>Stores a profile in place of the loaded one, without a change of its parts or of what was merged.</summary>
    public static Task<StoredProfile?> TrySaveAsync(this IProfileStore store, StoredProfile loaded, Profile next, CancellationToken cancellationToken) =>
        store.TrySaveAsync(loaded, loaded with { Profile = next }, PartChanges.None, cancellationToken);
}
