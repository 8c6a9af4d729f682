using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Personalization.Common;
using Personalization.Functions.Storage;
using Personalization.Journeys.Recipes;
using Personalization.Profiles;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>Who waits for which product, in the table <c>watchers</c>: partition product, row person. Read by a clock alone, and only for products that have changed.</summary>
internal sealed class TableWatcherStore(TableServiceClient tables) : IWatcherStore, IDisposable
{
    private const string ClockPartition = "clock";
    private const string ClockRow = "looked";
    private const int MostWatchers = 100_000;

    private readonly VersionedTable table = new(tables, "watchers");

    public Task AddAsync(string productId, Watcher watcher, CancellationToken cancellationToken) => table.PutAsync(
        new TableEntity(PartitionOf(productId), new PersonKey(watcher.Person).StorageKey) { ["Person"] = watcher.Person, ["Product"] = productId, ["At"] = watcher.At }, cancellationToken);

    public async IAsyncEnumerable<Watcher> OfAsync(string productId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (TableEntity one in await table.FirstAsync(PartitionOf(productId), MostWatchers, cancellationToken))
            yield return new Watcher(one.GetString("Person")!, one.GetDateTimeOffset("At")!.Value);
    }

    public async Task<DateTimeOffset?> LookedAtAsync(CancellationToken cancellationToken) => (await table.FindAsync(ClockPartition, ClockRow, cancellationToken))?.GetDateTimeOffset("At");

    public Task SaveLookedAtAsync(DateTimeOffset at, CancellationToken cancellationToken) =>
        table.PutAsync(new TableEntity(ClockPartition, ClockRow) { ["At"] = at }, cancellationToken);

    public void Dispose() => table.Dispose();

    private static string PartitionOf(string productId) => "p-" + StableHash.Hex(productId);
}
