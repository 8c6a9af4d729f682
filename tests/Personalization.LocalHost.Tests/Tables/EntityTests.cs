using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Microsoft.Azure.Cosmos.Table;
using Personalization.Testing;
using TableEntity = Azure.Data.Tables.TableEntity;

namespace Personalization.LocalHost.Tests.Tables;

public sealed class EntityTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Fact]
    public async Task AddEntity_NewRow_OracleReadsIt()
    {
        Response response = await Table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = "سلام 👋 Ελλάδα" });

        DynamicTableEntity row = await ReadWithOracleAsync("p", "r");
        Assert.Equal(204, response.Status);
        Assert.Equal(row.ETag, response.Headers.ETag.ToString());
        Assert.Equal("سلام 👋 Ελλάδα", row["Name"].StringValue);
    }

    [Fact]
    public async Task AddEntity_ExistingRow_Conflicts()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));

        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(() => Table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(409, refusal.Status);
        Assert.True(refusal.ErrorCode == TableErrorCode.EntityAlreadyExists);
    }

    [Fact]
    public async Task SubmitTransaction_HundredInserts_AllThere()
    {
        TableTransactionAction[] actions = [.. Enumerable.Range(0, 100).Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i:d3}") { ["N"] = (long)i }))];

        Response<IReadOnlyList<Response>> answer = await Table.SubmitTransactionAsync(actions);

        Assert.Equal(100, answer.Value.Count);
        Assert.All(answer.Value, response => Assert.Equal(204, response.Status));
        Assert.All(answer.Value, response => Assert.NotNull(response.Headers.ETag));
        Assert.Equal(100, await Table.QueryAsync<TableEntity>(row => row.PartitionKey == "p").CountAsync());
    }

    [Fact]
    public async Task SubmitTransaction_OneFails_NothingChangesAndItsIndexIsTold()
    {
        await Table.AddEntityAsync(new TableEntity("p", "2"));
        TableTransactionAction[] actions = [.. Enumerable.Range(0, 5).Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i}")))];

        TableTransactionFailedException refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(actions));

        Assert.Equal(2, refusal.FailedTransactionActionIndex);
        Assert.Equal(409, refusal.Status);
        Assert.True(refusal.ErrorCode == TableErrorCode.EntityAlreadyExists);
        Assert.Equal(1, await Table.QueryAsync<TableEntity>().CountAsync());
    }

    [Fact]
    public async Task UpdateEntity_StaleETag_Fails()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));
        SampleEntity read = await Table.GetEntityAsync<SampleEntity>("p", "r");
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Small"] = 1 });

        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(() => Table.UpdateEntityAsync(read, read.ETag));

        Assert.Equal(412, refusal.Status);
        Assert.True(refusal.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
    }
}
