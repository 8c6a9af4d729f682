using System.Globalization;
using Personalization.Profiles;

namespace Personalization.Simulator.Stores;

/// <summary>Profiles in memory, by the same rules as those in a table.</summary>
internal sealed class MemoryProfileStore : IProfileStore, IProfileScan
{
    private readonly Lock gate = new();
    private readonly Dictionary<PersonKey, StoredProfile> profiles = [];
    private readonly Dictionary<(PersonKey Whole, PersonKey Part), Profile> parts = [];
    private int versions;

    public ValueTask<StoredProfile> LoadAsync(PersonKey key, CancellationToken cancellationToken) => new(Load(key));

    public Task<StoredProfile> LoadLatestAsync(PersonKey key, CancellationToken cancellationToken) => Task.FromResult(Load(key));

    public Task<StoredProfile?> TrySaveAsync(StoredProfile loaded, StoredProfile next, PartChanges changed, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            PersonKey key = next.Profile.Key;
            if (profiles.GetValueOrDefault(key)?.Version != loaded.Version) return Task.FromResult<StoredProfile?>(null);
            StoredProfile stored = next with { Version = (++versions).ToString(CultureInfo.InvariantCulture) };
            profiles[key] = stored;
            foreach (Profile part in changed.Written) parts[(key, part.Key)] = part;
            foreach (PersonKey part in changed.Removed) parts.Remove((key, part));
            return Task.FromResult<StoredProfile?>(stored);
        }
    }

    public Task<IReadOnlyList<StoredProfile>> PageAsync(string? after, int most, CancellationToken cancellationToken)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<StoredProfile>>([.. profiles.Values.Select(one => (Key: one.Profile.Key.StorageKey, one))
                .Where(one => string.CompareOrdinal(one.Key, after) > 0).OrderBy(one => one.Key, StringComparer.Ordinal).Take(most).Select(one => one.one)]);
    }

    public Task<StoredProfile?> FindAsync(string storageKey, CancellationToken cancellationToken)
    {
        lock (gate) return Task.FromResult(profiles.Values.FirstOrDefault(one => one.Profile.Key.StorageKey == storageKey));
    }

    public ValueTask<Profile?> FindPartAsync(StoredProfile whole, PersonKey part, CancellationToken cancellationToken)
    {
        lock (gate) return new(parts.GetValueOrDefault((whole.Profile.Key, part)));
    }

    public Task<IReadOnlyList<Profile>> LoadPartsAsync(PersonKey key, CancellationToken cancellationToken)
    {
        lock (gate) return Task.FromResult<IReadOnlyList<Profile>>([.. parts.Where(part => part.Key.Whole == key).Select(part => part.Value)]);
    }

    public Task<PersonKey?> FindKeyAsync(string storageKey, CancellationToken cancellationToken)
    {
        lock (gate) return Task.FromResult(profiles.Keys.Where(key => key.StorageKey == storageKey).Select(key => (PersonKey?)key).FirstOrDefault());
    }

    public Task<int> DeleteAsync(PersonKey key, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            int deleted = profiles.Remove(key) ? 1 : 0;
            foreach ((PersonKey, PersonKey) part in parts.Keys.Where(part => part.Whole == key).ToArray()) deleted += parts.Remove(part) ? 1 : 0;
            return Task.FromResult(deleted);
        }
    }

    private StoredProfile Load(PersonKey key)
    {
        lock (gate) return profiles.GetValueOrDefault(key) ?? new StoredProfile(new Profile { Key = key }, null);
    }
}
