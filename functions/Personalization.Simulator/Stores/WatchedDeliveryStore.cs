using Personalization.Messages.Delivery;

namespace Personalization.Simulator.Stores;

/// <summary>Records of messages in memory; tells of each that is stored.</summary>
internal sealed class WatchedDeliveryStore(Action<DeliveryRecord> saved) : IDeliveryStore
{
    private readonly MemoryDeliveryStore inner = new();

    public Task<StoredDelivery> LoadAsync(string id, CancellationToken cancellationToken) => inner.LoadAsync(id, cancellationToken);

    public async Task<StoredDelivery?> TrySaveAsync(StoredDelivery loaded, DeliveryRecord next, CancellationToken cancellationToken)
    {
        StoredDelivery? stored = await inner.TrySaveAsync(loaded, next, cancellationToken);
        if (stored is not null) saved(next);
        return stored;
    }

    public Task BuryAsync(DeadMessage dead, CancellationToken cancellationToken) => inner.BuryAsync(dead, cancellationToken);

    public Task<IReadOnlyList<DeadMessage>> DeadAsync(int limit, CancellationToken cancellationToken) => inner.DeadAsync(limit, cancellationToken);

    public Task<DeadMessage?> FindDeadAsync(string id, DateTimeOffset failedAt, CancellationToken cancellationToken) => inner.FindDeadAsync(id, failedAt, cancellationToken);

    public Task UnburyAsync(string id, DateTimeOffset failedAt, CancellationToken cancellationToken) => inner.UnburyAsync(id, failedAt, cancellationToken);
}
