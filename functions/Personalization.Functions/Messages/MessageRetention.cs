using Azure;
using Azure.Data.Tables;
using Personalization.Functions.Privacy;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Messages;

/// <summary>Old messages, as they went and in all lists.</summary>
internal sealed class MessageRetention(TableServiceClient tables) : IRetentionRule
{
    private readonly TableClient list = tables.GetTableClient("messagelist");
    private readonly TableClient messages = tables.GetTableClient("messages");
    private readonly TableClient deliveries = tables.GetTableClient("deliveries");

    public int DaysOf(RetentionOptions options) => options.MessageDays;

    public async Task<int> ApplyAsync(DateTimeOffset olderThan, Func<bool> goesOn, CancellationToken cancellationToken)
    {
        string before = TableClient.CreateQueryFilter($"PartitionKey lt {NewestFirst.Partition(olderThan)}");
        int count = 0;
        await foreach (TableEntity line in list.RowsAsync(before, ["PartitionKey", "RowKey", "Id"], cancellationToken))
        {
            if (!goesOn()) return count;
            if (line.GetString("Id") is { } id)
            {
                await messages.DeleteEntityAsync(id, "message", ETag.All, cancellationToken);
                await deliveries.DeleteEntityAsync(id, "delivery", ETag.All, cancellationToken);
            }
            await list.DeleteEntityAsync(line.PartitionKey, line.RowKey, ETag.All, cancellationToken);
            count++;
        }
        foreach (string name in (string[])["inbox", "deadmessages"]) count += await tables.GetTableClient(name).DeleteWhereAsync(before, cancellationToken);
        return count;
    }
}
