using System.Collections.Concurrent;
using Personalization.Profiles;

namespace Personalization.Functions.Profiles;

/// <summary>
/// Profiles that this instance has read or written a moment ago, and for minutes those that only point to another: whoever follows one checks it by what
/// the other says that it has absorbed. Bounded: when the newer half is full the older half is dropped.
/// </summary>
internal sealed class ProfileCache(TimeProvider time)
{
    private const int HalfSize = 5_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PointerLifetime = TimeSpan.FromMinutes(10);

    private ConcurrentDictionary<PersonKey, Entry> newer = new();
    private ConcurrentDictionary<PersonKey, Entry> older = new();

    public StoredProfile? Find(PersonKey key) => Entries(key) is { Stored: { } stored } entry && time.GetElapsedTime(entry.KeptAt) < LifetimeOf(stored) ? stored : null;

    public void Keep(StoredProfile stored)
    {
        if (newer.Count >= HalfSize) (older, newer) = (newer, new ConcurrentDictionary<PersonKey, Entry>());
        newer[stored.Profile.Key] = new Entry(stored, null, time.GetTimestamp());
    }

    public void Drop(PersonKey key)
    {
        newer.TryRemove(key, out _);
        older.TryRemove(key, out _);
    }

    /// <summary>The part that was last read or written with that version of the whole; false where that was another part.</summary>
    public bool TryFindPart(StoredProfile whole, PersonKey part, out Profile? found)
    {
        found = null;
        if (Entries(whole.Profile.Key) is not { Part: { } known } entry || entry.Stored.Version != whole.Version || known.Key != part) return false;
        found = known.Profile;
        return true;
    }

    /// <summary>Keeps a part beside its whole: only the one that was needed last.</summary>
    public void KeepPart(StoredProfile whole, PersonKey part, Profile? profile)
    {
        if (newer.TryGetValue(whole.Profile.Key, out Entry entry) && entry.Stored.Version == whole.Version)
            newer.TryUpdate(whole.Profile.Key, entry with { Part = new KnownPart(part, profile) }, entry);
    }

    private static TimeSpan LifetimeOf(StoredProfile stored) => stored.Profile.MergedInto is null ? Lifetime : PointerLifetime;

    private Entry? Entries(PersonKey key) => newer.TryGetValue(key, out Entry entry) || older.TryGetValue(key, out entry) ? entry : null;

    private sealed record KnownPart(PersonKey Key, Profile? Profile);

    private readonly record struct Entry(StoredProfile Stored, KnownPart? Part, long KeptAt);
}
