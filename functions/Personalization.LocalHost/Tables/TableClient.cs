using System.Linq.Expressions;
using Azure.Core;
using Azure.Data.Tables.Models;
using Personalization.LocalHost.Tables;

namespace Azure.Data.Tables;

/// <summary>The rows of one table. Clients are made once and used by all threads.</summary>
public partial class TableClient
{
    private readonly TableService service;
    private readonly EntityOperations rows;

    /// <summary>For test doubles.</summary>
    protected TableClient()
    {
        service = null!;
        rows = null!;
        Name = "";
    }

    /// <summary>A table of the account that a connection string names.</summary>
    /// <exception cref="FormatException">The text is not a complete connection string.</exception>
    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    /// <summary>A table of the account that a connection string names.</summary>
    /// <exception cref="FormatException">The text is not a complete connection string.</exception>
    public TableClient(string connectionString, string tableName, TableClientOptions? options = null)
        : this(new TableService(TableAccount.FromConnectionString(connectionString), options), tableName)
    {
    }

    /// <summary>A table by Microsoft Entra ID; https only. The endpoint is the account's.</summary>
    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(new TableService(TableAccount.FromToken(endpoint, tokenCredential), options), tableName)
    {
    }

    /// <summary>A table by the account's key. The endpoint is the account's.</summary>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    /// <summary>A table by the account's key. The endpoint is the account's.</summary>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions? options = null)
        : this(new TableService(TableAccount.FromKey(endpoint, credential), options), tableName)
    {
    }

    internal TableClient(TableService service, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        this.service = service;
        Name = tableName;
        rows = new EntityOperations(service, tableName);
    }

    /// <summary>The name of the account.</summary>
    public virtual string AccountName => service.Account.Name;

    /// <summary>The name of the table.</summary>
    public virtual string Name { get; }

    /// <summary>The address of the table.</summary>
    public virtual Uri Uri => new($"{service.Address}/{Name}");

    /// <summary>Creates the table.</summary>
    /// <exception cref="RequestFailedException">The service refused, for instance with TableAlreadyExists.</exception>
    public virtual async Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        await service.CreateTableAsync(Name, orExists: false, async: true, cancellationToken);

    /// <inheritdoc cref="CreateAsync"/>
    public virtual Response<TableItem> Create(CancellationToken cancellationToken = default) =>
        Completed.Value(service.CreateTableAsync(Name, orExists: false, async: false, cancellationToken));

    /// <summary>Creates the table unless it exists; the raw response tells (409).</summary>
    /// <exception cref="RequestFailedException">The service refused, for instance with TableBeingDeleted.</exception>
    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        await service.CreateTableAsync(Name, orExists: true, async: true, cancellationToken);

    /// <inheritdoc cref="CreateIfNotExistsAsync"/>
    public virtual Response<TableItem> CreateIfNotExists(CancellationToken cancellationToken = default) =>
        Completed.Value(service.CreateTableAsync(Name, orExists: true, async: false, cancellationToken));

    /// <summary>Deletes the table with its rows; the response has status 404 where it does not exist.</summary>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    public virtual async Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        await service.DeleteTableAsync(Name, async: true, cancellationToken);

    /// <inheritdoc cref="DeleteAsync"/>
    public virtual Response Delete(CancellationToken cancellationToken = default) =>
        Completed.Value(service.DeleteTableAsync(Name, async: false, cancellationToken));

    /// <summary>A filter whose interpolated values are quoted and escaped.</summary>
    /// <exception cref="ArgumentException">A value has no form in a filter.</exception>
    public static string CreateQueryFilter(FormattableString filter) => FilterLiterals.Format(filter);

    /// <summary>A filter from a predicate over the properties of an entity.</summary>
    /// <exception cref="NotSupportedException">The service cannot evaluate the predicate.</exception>
    public static string CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => FilterTranslator.Translate(filter);
}
