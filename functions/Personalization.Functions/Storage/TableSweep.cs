using Azure;
using Azure.Data.Tables;

namespace Personalization.Functions.Storage;

/// <summary>Goes through rows of a table that may not be there.</summary>
internal static class TableSweep
{
    /// <summary>The rows that a filter finds; none where there is no table.</summary>
    public static async IAsyncEnumerable<TableEntity> RowsAsync(
        this TableClient table, string? filter, IEnumerable<string>? select, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<TableEntity> rows = table.QueryAsync<TableEntity>(filter, select: select, cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await rows.MoveNextAsync()) yield break;
            }
            catch (RequestFailedException fault) when (fault.ErrorCode == "TableNotFound")
            {
                yield break;
            }
            yield return rows.Current;
        }
    }

    /// <summary>Deletes the rows that a filter finds and says how many.</summary>
    public static async Task<int> DeleteWhereAsync(this TableClient table, string filter, CancellationToken cancellationToken)
    {
        List<TableEntity> found = [];
        await foreach (TableEntity row in table.RowsAsync(filter, ["PartitionKey", "RowKey"], cancellationToken)) found.Add(row);
        foreach (TableEntity row in found) await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        return found.Count;
    }
}
