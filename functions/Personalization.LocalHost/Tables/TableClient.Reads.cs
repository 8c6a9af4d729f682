using System.Linq.Expressions;
using Personalization.LocalHost.Tables;

namespace Azure.Data.Tables;

/// <content>Reading rows.</content>
public partial class TableClient
{
    /// <summary>Reads a row, or only some of its properties.</summary>
    /// <exception cref="RequestFailedException">404 ResourceNotFound: the row does not exist.</exception>
    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        Found(await rows.GetAsync<T>(partitionKey, rowKey, select, orMissing: false, async: true, cancellationToken));

    /// <inheritdoc cref="GetEntityAsync"/>
    public virtual Response<T> GetEntity<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        Found(Completed.Value(rows.GetAsync<T>(partitionKey, rowKey, select, orMissing: false, async: false, cancellationToken)));

    /// <summary>Reads a row, or only some of its properties; the response has no value where the row (or its table) does not exist.</summary>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        Maybe(await rows.GetAsync<T>(partitionKey, rowKey, select, orMissing: true, async: true, cancellationToken));

    /// <inheritdoc cref="GetEntityIfExistsAsync"/>
    public virtual NullableResponse<T> GetEntityIfExists<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        Maybe(Completed.Value(rows.GetAsync<T>(partitionKey, rowKey, select, orMissing: true, async: false, cancellationToken)));

    /// <summary>Finds rows by a filter such as <c>PartitionKey eq 'x' and Age ge 18</c>, or all of them, in the order of their keys.</summary>
    /// <exception cref="RequestFailedException">While enumerating: the service refused.</exception>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new AsyncPages<T>(Fetch<T>(filter, select), maxPerPage, cancellationToken);

    /// <inheritdoc cref="QueryAsync{T}(string, int?, IEnumerable{string}, CancellationToken)"/>
    /// <exception cref="NotSupportedException">The service cannot evaluate the predicate.</exception>
    public virtual AsyncPageable<T> QueryAsync<T>(
        Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        QueryAsync<T>(CreateQueryFilter(filter), maxPerPage, select, cancellationToken);

    /// <inheritdoc cref="QueryAsync{T}(string, int?, IEnumerable{string}, CancellationToken)"/>
    public virtual Pageable<T> Query<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new SyncPages<T>(Fetch<T>(filter, select), maxPerPage, cancellationToken);

    /// <inheritdoc cref="QueryAsync{T}(Expression{Func{T, bool}}, int?, IEnumerable{string}, CancellationToken)"/>
    public virtual Pageable<T> Query<T>(
        Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        Query<T>(CreateQueryFilter(filter), maxPerPage, select, cancellationToken);

    private static Response<T> Found<T>((T? Entity, Response Response) answer) where T : class => Response.FromValue(answer.Entity!, answer.Response);

    private static NullableResponse<T> Maybe<T>((T? Entity, Response Response) answer) where T : class =>
        answer.Entity is { } entity ? Response.FromValue(entity, answer.Response) : new MissingEntity<T>(answer.Response);

    private FetchPage<T> Fetch<T>(string? filter, IEnumerable<string>? select)
        where T : class, ITableEntity =>
        (continuationToken, size, async, cancellationToken) => rows.QueryAsync<T>(filter, select, continuationToken, size, async, cancellationToken);
}
