using Azure.Data.Tables;
using Personalization.Functions.Storage;
using Personalization.Messages;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Messages;

/// <summary>Suppressed addresses in the table <c>suppressions</c>: one entity each, under the hash of channel and address.</summary>
internal sealed class TableSuppressionStore(TableServiceClient tables) : ISuppressionStore, IDisposable
{
    private const string Row = "delivery";
    private const int Attempts = 10;

    private readonly VersionedTable table = new(tables, "suppressions");

    public async Task<Suppression?> FindAsync(string id, CancellationToken cancellationToken) =>
        await table.FindAsync(id, Row, cancellationToken) is { } found ? Read(found) : null;

    public async Task KeepAsync(Suppression said, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            TableEntity? known = await table.FindAsync(said.Id, Row, cancellationToken);
            if (known is not null && Read(known).At >= said.At) return;
            if (await table.TrySaveAsync(Write(said), known?.ETag.ToString(), cancellationToken) is not null) return;
        }
        throw new DeliveryContendedException();
    }

    public async Task<IReadOnlyList<Suppression>> ListAsync(string after, int limit, CancellationToken cancellationToken) =>
        [.. (await table.AfterAsync(after, limit, cancellationToken)).Select(Read)];

    public void Dispose() => table.Dispose();

    private static TableEntity Write(Suppression one) => new(one.Id, Row)
    {
        ["Channel"] = MessageNames.Of(one.Channel), ["Reason"] = one.Reason, ["At"] = one.At, ["Lifted"] = one.Lifted,
    };

    private static Suppression Read(TableEntity entity) => new(
        entity.PartitionKey, MessageNames.Channel(entity.GetString("Channel")) ?? throw new InvalidDataException("A suppression has no channel"),
        entity.GetString("Reason") ?? "", entity.GetDateTimeOffset("At") ?? default, entity.GetBoolean("Lifted") ?? false);
}
