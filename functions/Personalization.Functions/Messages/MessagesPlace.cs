using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Personalization.Functions.Storage;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Functions.Messages;

/// <summary>
/// Messages as a place of personal data: as they went, in the lists of all, of failed ones and of the inbox, as they wait, and what is remembered
/// of what people were sent. Of each message only its id stays, with the word that it is cancelled: a copy that is under way finds it and does nothing.
/// </summary>
internal sealed class MessagesPlace(
    TableServiceClient tables, BlobServiceClient blobs, IDeliveryStore deliveries, IMessageArchive archive, MessageCopies copies, TimeProvider time) : IPersonalDataPlace
{
    private static readonly DecisionReason Erased = new("erased", "The person was erased");
    private static readonly MessageChannel[] Channels = Enum.GetValues<MessageChannel>();

    private readonly TableClient list = tables.GetTableClient("messagelist");
    private readonly TableClient inbox = tables.GetTableClient("inbox");
    private readonly TableClient messages = tables.GetTableClient("messages");
    private readonly TableClient histories = tables.GetTableClient("messagehistory");
    private readonly TableClient suppressions = tables.GetTableClient("suppressions");
    private readonly BlobContainerClient large = blobs.GetBlobContainerClient(QueueOfMessages.Name);

    public string Name => "messages";

    public async Task<JsonNode?> ExportAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        JsonArray found = [];
        foreach (TableEntity line in await LinesAsync(list, person, cancellationToken))
        {
            string id = line.GetString("Id")!;
            OutgoingMessage? went = await archive.FindAsync(id, cancellationToken);
            DeliveryRecord record = (await deliveries.LoadAsync(id, cancellationToken)).Record;
            found.Add((JsonNode?)new JsonObject
            {
                ["record"] = JsonSerializer.SerializeToNode(record, MessageCodec.Json.DeliveryRecord),
                ["message"] = went is null ? null : JsonSerializer.SerializeToNode(went, MessageCodec.Json.OutgoingMessage),
                ["subject"] = line.GetString("Subject"),
            });
        }
        foreach (OutgoingMessage waiting in await copies.OfAsync(person, cancellationToken)) found.Add(JsonSerializer.SerializeToNode(waiting, MessageCodec.Json.OutgoingMessage));
        return found.Count == 0 ? null : found;
    }

    public async Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        List<TableEntity> lines = await LinesAsync(list, person, cancellationToken);
        foreach (TableEntity line in lines)
        {
            await EraseAsync(line.GetString("Id")!, cancellationToken);
            // The line last: while it is there, the message is found again.
            await list.DeleteEntityAsync(line.PartitionKey, line.RowKey, cancellationToken: cancellationToken);
        }
        int count = lines.Count + await copies.EraseAsync(person, cancellationToken);
        foreach (TableEntity line in await LinesAsync(inbox, person, cancellationToken)) await inbox.DeleteEntityAsync(line.PartitionKey, line.RowKey, cancellationToken: cancellationToken);
        foreach (PersonKey key in person.Keys) count += await histories.DeleteWhereAsync(TableClient.CreateQueryFilter($"PartitionKey eq {key.StorageKey}"), cancellationToken);
        foreach (string id in person.Addresses.SelectMany(address => Channels.Select(channel => Suppression.IdOf(channel, address))).Distinct())
            count += await suppressions.DeleteWhereAsync(TableClient.CreateQueryFilter($"PartitionKey eq {id}"), cancellationToken);
        return count;
    }

    private async Task EraseAsync(string id, CancellationToken cancellationToken)
    {
        StoredDelivery stored = await deliveries.LoadAsync(id, cancellationToken);
        while (stored.Record is not { State: DeliveryState.Cancelled, Steps: [], FailedAt: null, ProviderId: null })
        {
            if (stored.Record.FailedAt is { } failedAt) await deliveries.UnburyAsync(id, failedAt, cancellationToken);
            DeliveryRecord gone = new() { Id = id, State = DeliveryState.Cancelled, Turn = stored.Record.Turn, UpdatedAt = time.GetUtcNow(), Reasons = [Erased] };
            stored = await deliveries.TrySaveAsync(stored, gone, cancellationToken) ?? await deliveries.LoadAsync(id, cancellationToken);
        }
        await messages.DeleteWhereAsync(TableClient.CreateQueryFilter($"PartitionKey eq {id}"), cancellationToken);
        if (!await large.ExistsAsync(cancellationToken)) return;
        await foreach (BlobItem blob in large.GetBlobsAsync(prefix: id + "/", cancellationToken: cancellationToken)) await large.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
    }

    private static async Task<List<TableEntity>> LinesAsync(TableClient table, PersonIdentity person, CancellationToken cancellationToken)
    {
        List<TableEntity> found = [];
        foreach (PersonKey key in person.Keys)
            await foreach (TableEntity line in table.RowsAsync(TableClient.CreateQueryFilter($"Person eq {key.Address}"), ["PartitionKey", "RowKey", "Id", "Subject"], cancellationToken)) found.Add(line);
        return found;
    }
}
