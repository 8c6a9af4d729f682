using System.Collections.Concurrent;
using System.Globalization;
using Personalization.Messages.Delivery;

namespace Personalization.Simulator.Stores;

/// <summary>Records in memory, by the same rules as those in tables.</summary>
internal sealed class MemoryDeliveryStore : IDeliveryStore
{
    private readonly ConcurrentDictionary<string, StoredDelivery> records = new();
    private readonly ConcurrentDictionary<string, DeadMessage> dead = new();
    private int versions;

    public Task<StoredDelivery> LoadAsync(string id, CancellationToken cancellationToken) => Task.FromResult(records.GetValueOrDefault(id) ?? new StoredDelivery(new DeliveryRecord { Id = id }, null));

    public Task<StoredDelivery?> TrySaveAsync(StoredDelivery loaded, DeliveryRecord next, CancellationToken cancellationToken)
    {
        StoredDelivery stored = new(next, Interlocked.Increment(ref versions).ToString(CultureInfo.InvariantCulture));
        bool saved = loaded.Version is null
            ? records.TryAdd(next.Id, stored)
            : records.TryGetValue(next.Id, out StoredDelivery? known) && known.Version == loaded.Version && records.TryUpdate(next.Id, stored, known);
        return Task.FromResult(saved ? stored : null);
    }

    public Task BuryAsync(DeadMessage dead, CancellationToken cancellationToken)
    {
        this.dead[dead.Message.Id] = dead;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DeadMessage>> DeadAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeadMessage>>([.. dead.Values.OrderByDescending(one => one.Record.UpdatedAt).ThenBy(one => one.Message.Id, StringComparer.Ordinal).Take(limit)]);

    public Task<DeadMessage?> FindDeadAsync(string id, DateTimeOffset failedAt, CancellationToken cancellationToken) =>
        Task.FromResult(dead.TryGetValue(id, out DeadMessage? found) && FailedAt(found) == failedAt ? found : null);

    public Task UnburyAsync(string id, DateTimeOffset failedAt, CancellationToken cancellationToken)
    {
        if (dead.TryGetValue(id, out DeadMessage? found) && FailedAt(found) == failedAt) dead.TryRemove(id, out _);
        return Task.CompletedTask;
    }

    private static DateTimeOffset FailedAt(DeadMessage dead) => dead.Record.FailedAt ?? dead.Record.UpdatedAt;
}
