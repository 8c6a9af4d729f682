using System.Collections.Immutable;
using Personalization.Profiles;

namespace Personalization.Functions.Profiles;

/// <summary>The way from a key to the profile that the person has now.</summary>
/// <param name="Root">That profile.</param>
/// <param name="Closed">The pointers on the way to it, the nearest to it last.</param>
internal sealed record ProfilePath(StoredProfile Root, ImmutableArray<StoredProfile> Closed)
{
    /// <summary>True when the profile has taken in all that point to it.</summary>
    public bool IsSound => Root.Profile.MergedInto is null && Closed.All(one => Holds(one.Profile.Key));

    /// <summary>What points to the profile, but is not taken in by it: a merge that was begun and not finished. The nearest one.</summary>
    public StoredProfile? Unfinished => Closed.LastOrDefault(one => !Holds(one.Profile.Key) && !IsLeaving(one.Profile.Key));

    /// <summary>
    /// The profile with all that was merged into it but is not taken in yet: between the writes of a merge, an event that the closed profile has
    /// seen must not count in the open one.
    /// </summary>
    public Profile Basis => Closed.Reverse().Where(one => !Holds(one.Profile.Key) && !IsLeaving(one.Profile.Key))
        .Aggregate(Root.Profile, (all, one) => ProfileRules.Absorb(all, one.Profile));

    private bool Holds(PersonKey key) => Root.Profile.Absorbed.Contains(key.Value);

    private bool IsLeaving(PersonKey key) => Root.Identity.Leaving.Any(one => one.State.Keys(one.Root).Contains(key));
}

/// <summary>Follows pointers. They are believed for minutes, and checked by what the profile at their end says that it has taken in.</summary>
internal sealed class ProfilePaths(IProfileStore store)
{
    private const int MostHops = 8;

    public async ValueTask<ProfilePath> FindAsync(PersonKey key, CancellationToken cancellationToken)
    {
        ProfilePath path = await FollowAsync(key, latest: false, cancellationToken);
        return path.IsSound ? path : await FollowAsync(key, latest: true, cancellationToken);
    }

    public async ValueTask<ProfilePath> FollowAsync(PersonKey key, bool latest, CancellationToken cancellationToken)
    {
        StoredProfile stored = await LoadAsync(key);
        if (stored.Profile.MergedInto is null) return new ProfilePath(stored, []);
        List<StoredProfile> closed = [];
        for (int hops = 0; hops < MostHops && stored.Profile.MergedInto is { } next; hops++)
        {
            closed.Add(stored);
            stored = await LoadAsync(next);
        }
        return new ProfilePath(stored, [.. closed]);

        ValueTask<StoredProfile> LoadAsync(PersonKey one) => latest ? new(store.LoadLatestAsync(one, cancellationToken)) : store.LoadAsync(one, cancellationToken);
    }
}
