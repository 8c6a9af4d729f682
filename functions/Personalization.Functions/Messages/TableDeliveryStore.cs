using Azure.Data.Tables;
using Personalization.Common;
using Personalization.Messages;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Messages;

/// <summary>Records in the table <c>deliveries</c>, failed messages in <c>deadmessages</c>, addresses that take none in <c>suppressions</c> (hashed).</summary>
internal sealed class TableDeliveryStore(TableServiceClient tables, TimeProvider time) : IDeliveryStore, IDisposable
{
    private const string Row = "delivery";

    private readonly MessageTable deliveries = new(tables, "deliveries");
    private readonly MessageTable dead = new(tables, "deadmessages");
    private readonly MessageTable suppressions = new(tables, "suppressions");

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
        DateTimeOffset at = dead.Record.UpdatedAt;
        return this.dead.PutAsync(
            new TableEntity(NewestFirst.Partition(at), NewestFirst.Row(at, dead.Message.Id)).With(dead, MessageCodec.Json.DeadMessage), cancellationToken);
    }

    public async Task<IReadOnlyList<DeadMessage>> DeadAsync(int limit, CancellationToken cancellationToken) =>
        [.. (await dead.NewestAsync(time.GetUtcNow(), limit, _ => true, cancellationToken)).Select(one => one.Json(MessageCodec.Json.DeadMessage))];

    public async Task<bool> IsSuppressedAsync(MessageChannel channel, string address, CancellationToken cancellationToken) =>
        await suppressions.FindAsync(Key(channel, address), Row, cancellationToken) is not null;

    public Task SuppressAsync(MessageChannel channel, string address, string reason, CancellationToken cancellationToken) =>
        suppressions.PutAsync(new TableEntity(Key(channel, address), Row) { ["Channel"] = MessageNames.Of(channel), ["Reason"] = reason, ["At"] = time.GetUtcNow() }, cancellationToken);

    public void Dispose()
    {
        deliveries.Dispose();
        dead.Dispose();
        suppressions.Dispose();
    }

    private static string Key(MessageChannel channel, string address) => StableHash.Hex($"{MessageNames.Of(channel)}\n{address.Trim().ToLowerInvariant()}", 40);
}
