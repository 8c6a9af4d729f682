using Azure;
using Azure.Data.Tables;

namespace Personalization.LocalHost.Tables;

/// <summary>The service's rules for transactions, with its own error codes; the emulator does not enforce all of them.</summary>
internal static class TransactionRules
{
    /// <summary>The most bytes of a request.</summary>
    public const int Size = 4 * 1024 * 1024;

    private const int Actions = 100;

    /// <exception cref="InvalidOperationException">There are no actions.</exception>
    public static void Check(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count == 0) throw new InvalidOperationException("A transaction needs at least one action");
        if (actions.Count > Actions)
            throw TableErrors.InTransaction(TableErrors.Refused("InvalidInput", $"{actions.Count} actions are more than {Actions}"), Actions);
        HashSet<string> rowKeys = new(actions.Count, StringComparer.Ordinal);
        for (int index = 0; index < actions.Count; index++)
        {
            if (Violation(actions[index], actions[0].Entity.PartitionKey, rowKeys) is { } refusal)
                throw TableErrors.InTransaction(refusal, index);
        }
    }

    /// <exception cref="RequestFailedException">The request is longer than the service takes.</exception>
    public static void CheckSize(int bytes)
    {
        if (bytes > Size) throw TableErrors.Refused("RequestBodyTooLarge", $"The transaction has {bytes} bytes, more than {Size}", status: 413);
    }

    private static RequestFailedException? Violation(TableTransactionAction action, string partitionKey, HashSet<string> rowKeys)
    {
        ITableEntity entity = action.Entity;
        try
        {
            EntityRules.CheckKeys(entity);
        }
        catch (RequestFailedException refusal)
        {
            return refusal;
        }
        if (!string.Equals(entity.PartitionKey, partitionKey, StringComparison.Ordinal))
            return TableErrors.Refused("CommandsInBatchActOnDifferentPartitions", "All actions of a transaction must be in one partition");
        return rowKeys.Add(entity.RowKey) ? null : TableErrors.Refused("InvalidDuplicateRow", "A row appears twice in the transaction");
    }
}
