using System.Globalization;
using System.Text;
using Azure.Data.Tables;

namespace Personalization.Benchmarks.Journeys;

/// <summary>Fills a hub with instances that wait, all like one that has come to its wait by itself.</summary>
internal static class WaitingShop
{
    private const int AtOnce = 32;

    /// <summary>Copies an instance's rows under new ids; each copy is one transaction.</summary>
    public static async Task FillAsync(string connectionString, string instanceId, int count)
    {
        TableClient table = Hub.Table(connectionString);
        TableEntity[] rows = [.. await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {instanceId}")).ToListAsync()];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, cancellationToken) =>
        {
            string copy = string.Create(CultureInfo.InvariantCulture, $"copy-{number:D9}-{instanceId}");
            await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, Copy(row, instanceId, copy))), cancellationToken);
        });
    }

    private static TableEntity Copy(TableEntity row, string instanceId, string copy)
    {
        TableEntity made = new(copy, row.RowKey);
        foreach ((string name, object value) in row)
            if (name is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"))
                made[name] = value is byte[] bytes ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(instanceId, copy, StringComparison.Ordinal)) : value;
        return made;
    }
}
