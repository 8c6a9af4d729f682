using Azure.Data.Tables;
using Personalization.Functions.Privacy;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>People who have waited long for a product: they no longer do.</summary>
internal sealed class WatcherRetention(TableServiceClient tables) : IRetentionRule
{
    public int DaysOf(RetentionOptions options) => options.WatcherDays;

    public Task<int> ApplyAsync(DateTimeOffset olderThan, Func<bool> goesOn, CancellationToken cancellationToken) =>
        tables.GetTableClient("watchers").DeleteWhereAsync(TableClient.CreateQueryFilter($"PartitionKey ge {"p-"} and PartitionKey lt {"p."} and At lt {olderThan}"), cancellationToken);
}
