using System.Collections.Concurrent;
using Personalization.Profiles;

namespace Personalization.Functions.Profiles;

/// <summary>Profiles that this instance has read or written a moment ago. Bounded: when the newer half is full the older half is dropped.</summary>
internal sealed class ProfileCache(TimeProvider time)
{
    private const int HalfSize = 5_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private ConcurrentDictionary<PersonKey, Entry> newer = new();
    private ConcurrentDictionary<PersonKey, Entry> older = new();

    public StoredProfile? Find(PersonKey key) =>
        (newer.TryGetValue(key, out Entry entry) || older.TryGetValue(key, out entry)) && time.GetElapsedTime(entry.KeptAt) < Lifetime ? entry.Stored : null;

    public void Keep(StoredProfile stored)
    {
        if (newer.Count >= HalfSize) (older, newer) = (newer, new ConcurrentDictionary<PersonKey, Entry>());
        newer[stored.Profile.Key] = new Entry(stored, time.GetTimestamp());
    }

    public void Drop(PersonKey key)
    {
        newer.TryRemove(key, out _);
        older.TryRemove(key, out _);
    }

    private readonly record struct Entry(StoredProfile Stored, long KeptAt);
}
