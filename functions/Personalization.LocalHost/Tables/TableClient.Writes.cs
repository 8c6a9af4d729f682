using Personalization.LocalHost.Tables;

namespace Azure.Data.Tables;

/// <content>
/// Writing rows. A write whose answer was lost is retried and may meet itself: an insert its own row (409), an update its own ETag (412).
/// </content>
public partial class TableClient
{
    /// <summary>Inserts a row. A retried insert may meet its own row: decide by reading it.</summary>
    /// <exception cref="RequestFailedException">
    /// The service refused: 409 EntityAlreadyExists, 404 TableNotFound, 400 for the limits of keys, values and rows.
    /// </exception>
    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await rows.InsertAsync(entity, async: true, cancellationToken);

    /// <inheritdoc cref="AddEntityAsync"/>
    public virtual Response AddEntity<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        Completed.Value(rows.InsertAsync(entity, async: false, cancellationToken));

    /// <summary>Merges into a row, or replaces it, or inserts it.</summary>
    /// <exception cref="RequestFailedException">The service refused: 404 TableNotFound, 400 for the limits of keys, values and rows.</exception>
    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await rows.UpdateAsync(entity, default, mode, async: true, cancellationToken);

    /// <inheritdoc cref="UpsertEntityAsync"/>
    public virtual Response UpsertEntity<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        Completed.Value(rows.UpdateAsync(entity, default, mode, async: false, cancellationToken));

    /// <summary>Merges into a row, or replaces it, if it has this ETag (<see cref="ETag.All"/>: any).</summary>
    /// <exception cref="ArgumentException">No ETag is given.</exception>
    /// <exception cref="RequestFailedException">
    /// The service refused: 412 UpdateConditionNotSatisfied, 404 ResourceNotFound, 400 for the limits of keys, values and rows.
    /// </exception>
    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await rows.UpdateAsync(entity, Given(ifMatch), mode, async: true, cancellationToken);

    /// <inheritdoc cref="UpdateEntityAsync"/>
    public virtual Response UpdateEntity<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        Completed.Value(rows.UpdateAsync(entity, Given(ifMatch), mode, async: false, cancellationToken));

    /// <summary>Deletes a row if it has this ETag (default: any); the response has status 404 where it does not exist.</summary>
    /// <exception cref="RequestFailedException">The service refused, for instance 412 UpdateConditionNotSatisfied.</exception>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        await rows.DeleteAsync(partitionKey, rowKey, ifMatch, async: true, cancellationToken);

    /// <inheritdoc cref="DeleteEntityAsync(string, string, ETag, CancellationToken)"/>
    public virtual Response DeleteEntity(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        Completed.Value(rows.DeleteAsync(partitionKey, rowKey, ifMatch, async: false, cancellationToken));

    /// <inheritdoc cref="DeleteEntityAsync(string, string, ETag, CancellationToken)"/>
    /// <remarks>The entity's own ETag is not used: pass it.</remarks>
    public virtual async Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return await rows.DeleteAsync(entity.PartitionKey, entity.RowKey, ifMatch, async: true, cancellationToken);
    }

    /// <inheritdoc cref="DeleteEntityAsync(ITableEntity, ETag, CancellationToken)"/>
    public virtual Response DeleteEntity(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return Completed.Value(rows.DeleteAsync(entity.PartitionKey, entity.RowKey, ifMatch, async: false, cancellationToken));
    }

    /// <summary>
    /// Does up to 100 actions on rows of one partition, all or none. The responses are in the order of the actions and carry the new ETags.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are no actions.</exception>
    /// <exception cref="TableTransactionFailedException">An action failed, or a rule of transactions was broken; nothing has changed.</exception>
    /// <remarks>A transaction whose answer was lost is retried and may meet itself: its first insert (409) or condition (412) fails.</remarks>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        await rows.SubmitAsync(transactionActions, async: true, cancellationToken);

    /// <inheritdoc cref="SubmitTransactionAsync"/>
    public virtual Response<IReadOnlyList<Response>> SubmitTransaction(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        Completed.Value(rows.SubmitAsync(transactionActions, async: false, cancellationToken));

    private static ETag Given(ETag ifMatch) => ifMatch != default ? ifMatch : throw new ArgumentException("Value cannot be empty.", nameof(ifMatch));
}
