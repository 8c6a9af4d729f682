using Azure.Data.Tables;
using Personalization.Functions.Storage;
using Personalization.Messages;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Messages;

/// <summary>Messages as they went in the table <c>messages</c>, by id; in <c>messagelist</c> a line for each that was accepted, by day.</summary>
internal sealed class TableMessageArchive(TableServiceClient tables, TimeProvider time) : IMessageArchive, IDisposable
{
    private const string Row = "message";

    private readonly VersionedTable messages = new(tables, "messages");
    private readonly VersionedTable list = new(tables, "messagelist");

    public Task ListAsync(OutgoingMessage message, CancellationToken cancellationToken) => list.PutAsync(
        new TableEntity(NewestFirst.Partition(message.CreatedAt), NewestFirst.Row(message.CreatedAt, message.Id))
        {
            ["Id"] = message.Id, ["Channel"] = MessageNames.Of(message.Channel), ["Person"] = message.Person.Address, ["Subject"] = message.Content.Subject,
            ["CreatedAt"] = message.CreatedAt,
        },
        cancellationToken);

    public async Task<OutgoingMessage> KeepAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        TableEntity entity = new TableEntity(message.Id, Row).With(message, MessageCodec.Json.OutgoingMessage);
        return await messages.TrySaveAsync(entity, null, cancellationToken) is not null
            ? message
            : await FindAsync(message.Id, cancellationToken) ?? throw new DeliveryContendedException();
    }

    public async Task<OutgoingMessage?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await messages.FindAsync(id, Row, cancellationToken))?.Json(MessageCodec.Json.OutgoingMessage);

    public async Task<IReadOnlyList<ArchivedLine>> NewestAsync(int limit, CancellationToken cancellationToken) =>
        [.. (await list.NewestAsync(time.GetUtcNow(), limit, _ => true, cancellationToken)).Select(Read)];

    public void Dispose()
    {
        messages.Dispose();
        list.Dispose();
    }

    private static ArchivedLine Read(TableEntity one) => new(
        one.GetString("Id")!, MessageNames.Channel(one.GetString("Channel"))!.Value, one.GetString("Person")!, one.GetString("Subject")!, one.GetDateTimeOffset("CreatedAt")!.Value);
}
