using System.Collections.Concurrent;
using System.Globalization;
using Personalization.Messages.Delivery;
using Personalization.Profiles;

namespace Personalization.Simulator.Stores;

/// <summary>Histories, and the opens of all, in memory.</summary>
internal sealed class MemoryHistoryStore : IHistoryStore, IShopOpensStore
{
    private readonly ConcurrentDictionary<PersonKey, StoredHistory> histories = new();
    private StoredShopOpens opens = new(new ShopOpens(), null);
    private int versions;

    public Task<StoredHistory> LoadAsync(PersonKey person, CancellationToken cancellationToken) =>
        Task.FromResult(histories.GetValueOrDefault(person) ?? new StoredHistory(person, new PersonHistory(), null));

    public Task<bool> TrySaveAsync(StoredHistory loaded, PersonHistory next, CancellationToken cancellationToken)
    {
        StoredHistory stored = new(loaded.Person, next, Interlocked.Increment(ref versions).ToString(CultureInfo.InvariantCulture));
        return Task.FromResult(loaded.Version is null
            ? histories.TryAdd(loaded.Person, stored)
            : histories.TryGetValue(loaded.Person, out StoredHistory? known) && known.Version == loaded.Version && histories.TryUpdate(loaded.Person, stored, known));
    }

    public Task<StoredShopOpens> LoadAsync(CancellationToken cancellationToken) => Task.FromResult(opens);

    public Task<bool> TrySaveAsync(StoredShopOpens loaded, ShopOpens next, CancellationToken cancellationToken)
    {
        StoredShopOpens stored = new(next, Interlocked.Increment(ref versions).ToString(CultureInfo.InvariantCulture));
        bool same = loaded.Version == opens.Version;
        if (same) opens = stored;
        return Task.FromResult(same);
    }
}
