using System.Globalization;
using Azure.Data.Tables;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Messages;

/// <summary>Keys of lists that are read newest first: a partition for each day, rows by falling time.</summary>
internal static class NewestFirst
{
    private const int Days = 31;

    public static string Partition(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    public static string Row(DateTimeOffset at, string id) => string.Create(CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - at.UtcTicks:D19}-{id}");

    /// <summary>The newest entities of the last month that pass a test.</summary>
    public static async Task<List<TableEntity>> NewestAsync(this VersionedTable table, DateTimeOffset now, int limit, Func<TableEntity, bool> wanted, CancellationToken cancellationToken)
    {
        List<TableEntity> found = [];
        for (int day = 0; day < Days && found.Count < limit; day++)
        {
            List<TableEntity> ofDay = await table.FirstAsync(Partition(now.AddDays(-day)), int.MaxValue, cancellationToken);
            found.AddRange(ofDay.Where(wanted).Take(limit - found.Count));
        }
        return found;
    }
}
