using Azure.Core;
using Personalization.LocalHost.Tables;

namespace Azure.Data.Tables;

/// <summary>The tables of one account. Clients are made once and used by all threads.</summary>
public partial class TableServiceClient
{
    private readonly TableService service;

    /// <summary>For test doubles.</summary>
    protected TableServiceClient() => service = null!;

    /// <summary>An account by its connection string; <c>UseDevelopmentStorage=true</c> is the emulator on its usual port.</summary>
    /// <exception cref="FormatException">The text is not a complete connection string.</exception>
    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    /// <summary>An account by its connection string.</summary>
    /// <exception cref="FormatException">The text is not a complete connection string.</exception>
    public TableServiceClient(string connectionString, TableClientOptions? options = null) =>
        service = new TableService(TableAccount.FromConnectionString(connectionString), options);

    /// <summary>An account by Microsoft Entra ID; https only.</summary>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null) =>
        service = new TableService(TableAccount.FromToken(endpoint, tokenCredential), options);

    /// <summary>An account by its key.</summary>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null)
    {
    }

    /// <summary>An account by its key.</summary>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options) =>
        service = new TableService(TableAccount.FromKey(endpoint, credential), options);

    /// <summary>The name of the account.</summary>
    public virtual string AccountName => service.Account.Name;

    /// <summary>The endpoint of the account's table service.</summary>
    public virtual Uri Uri => service.Account.Endpoint;

    /// <summary>A client for one table, which need not exist. It shares this client's connections.</summary>
    public virtual TableClient GetTableClient(string tableName) => new(service, tableName);
}
