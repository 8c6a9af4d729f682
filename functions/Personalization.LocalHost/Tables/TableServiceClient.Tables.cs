using System.Linq.Expressions;
using Azure.Data.Tables.Models;
using Personalization.LocalHost.Tables;

namespace Azure.Data.Tables;

/// <content>Creating, deleting and listing tables.</content>
public partial class TableServiceClient
{
    /// <summary>Creates a table.</summary>
    /// <exception cref="RequestFailedException">The service refused, for instance with TableAlreadyExists.</exception>
    public virtual async Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        await service.CreateTableAsync(tableName, orExists: false, async: true, cancellationToken);

    /// <inheritdoc cref="CreateTableAsync"/>
    public virtual Response<TableItem> CreateTable(string tableName, CancellationToken cancellationToken = default) =>
        Completed.Value(service.CreateTableAsync(tableName, orExists: false, async: false, cancellationToken));

    /// <summary>Creates a table unless it exists; the raw response tells (409).</summary>
    /// <exception cref="RequestFailedException">The service refused, for instance with TableBeingDeleted.</exception>
    public virtual async Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        await service.CreateTableAsync(tableName, orExists: true, async: true, cancellationToken);

    /// <inheritdoc cref="CreateTableIfNotExistsAsync"/>
    public virtual Response<TableItem> CreateTableIfNotExists(string tableName, CancellationToken cancellationToken = default) =>
        Completed.Value(service.CreateTableAsync(tableName, orExists: true, async: false, cancellationToken));

    /// <summary>Deletes a table with its rows; the response has status 404 where it does not exist.</summary>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    public virtual async Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        await service.DeleteTableAsync(tableName, async: true, cancellationToken);

    /// <inheritdoc cref="DeleteTableAsync"/>
    public virtual Response DeleteTable(string tableName, CancellationToken cancellationToken = default) =>
        Completed.Value(service.DeleteTableAsync(tableName, async: false, cancellationToken));

    /// <summary>Lists tables that match a filter such as <c>TableName eq 'x'</c>, or all of them.</summary>
    /// <exception cref="RequestFailedException">While enumerating: the service refused.</exception>
    public virtual AsyncPageable<TableItem> QueryAsync(
        string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new AsyncPages<TableItem>(Fetch(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="QueryAsync(string, int?, CancellationToken)"/>
    public virtual AsyncPageable<TableItem> QueryAsync(
        FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="QueryAsync(string, int?, CancellationToken)"/>
    public virtual AsyncPageable<TableItem> QueryAsync(
        Expression<Func<TableItem, bool>> filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="QueryAsync(string, int?, CancellationToken)"/>
    public virtual Pageable<TableItem> Query(
        string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new SyncPages<TableItem>(Fetch(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="QueryAsync(string, int?, CancellationToken)"/>
    public virtual Pageable<TableItem> Query(
        FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        Query(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="QueryAsync(string, int?, CancellationToken)"/>
    public virtual Pageable<TableItem> Query(
        Expression<Func<TableItem, bool>> filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        Query(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    /// <summary>A filter whose interpolated values are quoted and escaped.</summary>
    /// <exception cref="ArgumentException">A value has no form in a filter.</exception>
    public static string CreateQueryFilter(FormattableString filter) => FilterLiterals.Format(filter);

    /// <summary>A filter from a predicate over <see cref="TableItem.Name"/>.</summary>
    /// <exception cref="NotSupportedException">The service cannot evaluate the predicate.</exception>
    public static string CreateQueryFilter(Expression<Func<TableItem, bool>> filter) => FilterTranslator.Translate(filter);

    private FetchPage<TableItem> Fetch(string? filter) =>
        (continuationToken, size, async, cancellationToken) => service.ListTablesAsync(filter, continuationToken, size, async, cancellationToken);
}
