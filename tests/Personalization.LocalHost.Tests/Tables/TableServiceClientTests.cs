using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Tables;

[Collection(AzuriteCollection.Name)]
public sealed class TableServiceClientTests(AzuriteFixture azurite)
{
    private readonly TableServiceClient service = new(azurite.ConnectionString);

    [Fact]
    public async Task CreateTable_Twice_Conflicts()
    {
        string name = azurite.UniqueName("created");

        Assert.Equal(name, (await service.CreateTableAsync(name)).Value.Name);
        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(() => service.CreateTableAsync(name));

        Assert.Equal(409, refusal.Status);
        Assert.True(refusal.ErrorCode == TableErrorCode.TableAlreadyExists);
    }

    [Fact]
    public async Task CreateTableIfNotExists_Twice_TellsByItsStatus()
    {
        string name = azurite.UniqueName("created");

        Assert.Equal(204, (await service.CreateTableIfNotExistsAsync(name)).GetRawResponse().Status);
        Response<TableItem> again = await service.CreateTableIfNotExistsAsync(name);
        Assert.Equal((409, name), (again.GetRawResponse().Status, again.Value.Name));
    }

    [Fact]
    public async Task DeleteTable_Twice_TellsByItsStatus()
    {
        string name = azurite.UniqueName("deleted");
        await service.CreateTableAsync(name);

        Assert.Equal(204, (await service.DeleteTableAsync(name)).Status);
        Assert.Equal(404, (await service.DeleteTableAsync(name)).Status);
        Assert.Empty(await service.QueryAsync(table => table.Name == name).ToArrayAsync());
    }

    [Fact]
    public async Task QueryAsync_Filter_PagesThroughTheTables()
    {
        string[] names = [.. Enumerable.Range(0, 5).Select(_ => azurite.UniqueName("listed"))];
        foreach (string name in names) await service.CreateTableAsync(name);

        string filter = TableServiceClient.CreateQueryFilter(table => table.Name.CompareTo("listed") >= 0 && table.Name.CompareTo("listee") < 0);
        List<TableItem> tables = await service.QueryAsync(filter, maxPerPage: 2).ToListAsync();

        Assert.Equal(names.Order(StringComparer.Ordinal), tables.Select(table => table.Name));
    }

    [Fact]
    public void Synchronous_EveryOperation_DoesTheSame()
    {
        string name = azurite.UniqueName("synchronous");

        Assert.Equal(name, service.CreateTable(name).Value.Name);
        Assert.Equal(409, service.CreateTableIfNotExists(name).GetRawResponse().Status);
        Assert.Equal(name, Assert.Single(service.Query(TableServiceClient.CreateQueryFilter($"TableName eq {name}"))).Name);
        Assert.Equal(204, service.DeleteTable(name).Status);
    }

    [Fact]
    public async Task GetTableClient_Table_IsTheSameTable()
    {
        TableClient table = service.GetTableClient(azurite.UniqueName("named"));
        await table.CreateIfNotExistsAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal("r", (await new TableClient(azurite.ConnectionString, table.Name).QueryAsync<TableEntity>().SingleAsync()).RowKey);
        Assert.Equal(204, (await table.DeleteAsync()).Status);
    }
}
