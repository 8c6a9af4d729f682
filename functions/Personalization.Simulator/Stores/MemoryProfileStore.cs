using System.Collections.Concurrent;
using System.Globalization;
using Personalization.Profiles;

namespace Personalization.Simulator.Stores;

/// <summary>Profiles in memory, by the same rules as those in a table.</summary>
internal sealed class MemoryProfileStore : IProfileStore
{
    private readonly ConcurrentDictionary<PersonKey, StoredProfile> profiles = new();
    private int versions;

    public ValueTask<StoredProfile> LoadAsync(PersonKey key, CancellationToken cancellationToken) => new(Load(key));

    public Task<StoredProfile> LoadLatestAsync(PersonKey key, CancellationToken cancellationToken) => Task.FromResult(Load(key));

    public Task<StoredProfile?> TrySaveAsync(StoredProfile loaded, Profile next, CancellationToken cancellationToken)
    {
        StoredProfile stored = new(next, Interlocked.Increment(ref versions).ToString(CultureInfo.InvariantCulture)) { Memberships = loaded.Memberships };
        bool saved = loaded.Version is null
            ? profiles.TryAdd(next.Key, stored)
            : profiles.TryGetValue(next.Key, out StoredProfile? known) && known.Version == loaded.Version && profiles.TryUpdate(next.Key, stored, known);
        return Task.FromResult(saved ? stored : null);
    }

    private StoredProfile Load(PersonKey key) => profiles.GetValueOrDefault(key) ?? new StoredProfile(new Profile { Key = key }, null);
}
