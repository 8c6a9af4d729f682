using Personalization.Profiles;

namespace Personalization.Functions.Journeys;

/// <summary>Profiles as they are stored now: what a journey decides by must not be some seconds old.</summary>
public static class LatestProfiles
{
    private const int MostHops = 8;

    /// <summary>The profile of a person: the one that the person's own was merged into, if it was.</summary>
    public static async Task<Profile> ResolveLatestAsync(this IProfileStore store, PersonKey key, CancellationToken cancellationToken)
    {
        Profile profile = (await store.LoadLatestAsync(key, cancellationToken)).Profile;
        for (int hops = 0; hops < MostHops && profile.MergedInto is { } next; hops++) profile = (await store.LoadLatestAsync(next, cancellationToken)).Profile;
        return profile;
    }
}
