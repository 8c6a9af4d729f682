using Azure.Data.Tables;
using Personalization.Functions.Storage;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Messages;

/// <summary>Records in the table <c>deliveries</c>, failed messages in <c>deadmessages</c>.</summary>
internal sealed class TableDeliveryStore(TableServiceClient tables, TimeProvider time) : IDeliveryStore, IDisposable
{
    private const string Row = "delivery";

    private readonly VersionedTable deliveries = new(tables, "deliveries");
    private readonly VersionedTable dead = new(tables, "deadmessages");

    public async Task<StoredDelivery> LoadAsync(string id, CancellationToken cancellationToken) =>
        await deliveries.FindAsync(id, Row, cancellationToken) is { } found
            ? new StoredDelivery(found.Json(MessageCodec.Json.DeliveryRecord), found.ETag.ToString())
            : new StoredDelivery(new DeliveryRecord { Id = id }, null);

    public async Task<StoredDelivery?> TrySaveAsync(StoredDelivery loaded, DeliveryRecord next, CancellationToken cancellationToken)
    {
        TableEntity entity = new TableEntity(next.Id, Row).With(next, MessageCodec.Json.DeliveryRecord);
        return await deliveries.TrySaveAsync(entity, loaded.Version, cancellationToken) is { } version ? new StoredDelivery(next, version) : null;
    }

    public Task BuryAsync(DeadMessage dead, CancellationToken cancellationToken)
    {
        DateTimeOffset at = dead.Record.FailedAt ?? dead.Record.UpdatedAt;
        return this.dead.PutAsync(
            new TableEntity(NewestFirst.Partition(at), NewestFirst.Row(at, dead.Message.Id)).With(dead, MessageCodec.Json.DeadMessage), cancellationToken);
    }

    public async Task<IReadOnlyList<DeadMessage>> DeadAsync(int limit, CancellationToken cancellationToken) =>
        [.. (await dead.NewestAsync(time.GetUtcNow(), limit, _ => true, cancellationToken)).Select(one => one.Json(MessageCodec.Json.DeadMessage))];

    public async Task<DeadMessage?> FindDeadAsync(string id, DateTimeOffset failedAt, CancellationToken cancellationToken) =>
        (await dead.FindAsync(NewestFirst.Partition(failedAt), NewestFirst.Row(failedAt, id), cancellationToken))?.Json(MessageCodec.Json.DeadMessage);

    public Task UnburyAsync(string id, DateTimeOffset failedAt, CancellationToken cancellationToken) =>
        dead.RemoveAsync(NewestFirst.Partition(failedAt), NewestFirst.Row(failedAt, id), cancellationToken);

    public void Dispose()
    {
        deliveries.Dispose();
        dead.Dispose();
    }
}
