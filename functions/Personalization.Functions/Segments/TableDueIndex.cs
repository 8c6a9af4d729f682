using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Segments;

/// <summary>The index in the table <c>segmentsdue</c>: a partition for each minute, a row for each person, with nothing in it.</summary>
internal sealed class TableDueIndex : IDueIndex, IDisposable
{
    private const string Minute = "yyyyMMddHHmm";

    private readonly TableClient table;
    private readonly Once created;

    public TableDueIndex(TableServiceClient tables)
    {
        table = tables.GetTableClient("segmentsdue");
        created = new Once(token => table.CreateIfNotExistsAsync(token));
    }

    public Task AddAsync(string storageKey, DateTimeOffset at, CancellationToken cancellationToken) => created.UseAsync(
        () => table.UpsertEntityAsync(new TableEntity(NameOf(DueTimes.MinuteFrom(at)), storageKey), TableUpdateMode.Merge, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<DueEntry>> FirstAsync(DateTimeOffset until, int most, CancellationToken cancellationToken) =>
        WhereAsync(TableClient.CreateQueryFilter($"PartitionKey le {NameOf(until)}"), most, cancellationToken);

    public Task RemoveAsync(DueEntry entry, CancellationToken cancellationToken) =>
        table.DeleteEntityAsync(NameOf(entry.At), entry.StorageKey, ETag.All, cancellationToken);

    public async Task<int> ForgetAsync(string storageKey, CancellationToken cancellationToken)
    {
        // Erasing is rare, and the rows are narrow.
        IReadOnlyList<DueEntry> all = await WhereAsync(TableClient.CreateQueryFilter($"RowKey eq {storageKey}"), int.MaxValue, cancellationToken);
        foreach (DueEntry one in all) await RemoveAsync(one, cancellationToken);
        return all.Count;
    }

    public void Dispose() => created.Dispose();

    private async Task<IReadOnlyList<DueEntry>> WhereAsync(string filter, int most, CancellationToken cancellationToken)
    {
        await created.EnsureAsync(cancellationToken);
        List<DueEntry> found = [];
        await foreach (TableEntity one in table.QueryAsync<TableEntity>(filter, maxPerPage: Math.Min(most, 1000), cancellationToken: cancellationToken))
        {
            found.Add(new DueEntry(one.RowKey, DateTimeOffset.ParseExact(one.PartitionKey, Minute, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)));
            if (found.Count == most) break;
        }
        return found;
    }

    private static string NameOf(DateTimeOffset minute) => minute.UtcDateTime.ToString(Minute, CultureInfo.InvariantCulture);
}
