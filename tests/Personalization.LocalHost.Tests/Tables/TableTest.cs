using Azure.Data.Tables;
using Microsoft.Azure.Cosmos.Table;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Tables;

/// <summary>A table of its own for each test class, seen by our client and by an independent one.</summary>
[Collection(AzuriteCollection.Name)]
public abstract class TableTest(AzuriteFixture azurite) : IAsyncLifetime
{
    internal AzuriteFixture Azurite { get; } = azurite;

    internal TableClient Table { get; private set; } = null!;

    /// <summary>The other client's view of the same table.</summary>
    internal CloudTable Oracle { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        string name = Azurite.UniqueName("tables");
        Table = new TableClient(Azurite.ConnectionString, name);
        await Table.CreateAsync();
        Oracle = CloudStorageAccount.Parse(Azurite.ConnectionString).CreateCloudTableClient().GetTableReference(name);
    }

    public async Task DisposeAsync() => await Table.DeleteAsync();

    internal async Task<DynamicTableEntity> ReadWithOracleAsync(string partitionKey, string rowKey) =>
        (DynamicTableEntity)(await Oracle.ExecuteAsync(TableOperation.Retrieve(partitionKey, rowKey))).Result;
}
