using Personalization.Profiles;

namespace Personalization.Functions.Journeys;

/// <summary>Profiles as they are stored now: what a journey decides by must not be some seconds old.</summary>
public static class LatestProfiles
{
    private const int MostHops = 8;

    /// <summary>The profile of a person: the one that the person's own was merged into, if it was.</summary>
    public static async Task<Profile> ResolveLatestAsync(this IProfileStore store, PersonKey key, CancellationToken cancellationToken) =>
        (await store.ResolveLatestStoredAsync(key, cancellationToken)).Profile;

    /// <summary>The same, with the segments that the person is in.</summary>
    public static async Task<StoredProfile> ResolveLatestStoredAsync(this IProfileStore store, PersonKey key, CancellationToken cancellationToken)
    {
        StoredProfile stored = await store.LoadLatestAsync(key, cancellationToken);
        for (int hops = 0; hops < MostHops && stored.Profile.MergedInto is { } next; hops++) stored = await store.LoadLatestAsync(next, cancellationToken);
        return stored;
    }
}
