using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Personalization.Testing;
using TableEntity = Azure.Data.Tables.TableEntity;

namespace Personalization.LocalHost.Tests.Tables;

public sealed class EntityTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private static TableEntity Row(string rowKey = "r") => new("p", rowKey);

    [Fact]
    public async Task AddEntity_NewRow_AnswersItsETag()
    {
        Response response = await Table.AddEntityAsync(Row());

        Assert.Equal(204, response.Status);
        Assert.Equal((await ReadWithOracleAsync("p", "r")).ETag, response.Headers.ETag.ToString());
    }

    [Fact]
    public async Task AddEntity_ExistingRow_Conflicts()
    {
        await Table.AddEntityAsync(Row());

        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(() => Table.AddEntityAsync(Row()));

        Assert.Equal(409, refusal.Status);
        Assert.True(refusal.ErrorCode == TableErrorCode.EntityAlreadyExists);
    }

    [Fact]
    public async Task GetEntity_NoSuchRow_IsNotFound()
    {
        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(() => Table.GetEntityAsync<TableEntity>("p", "none"));

        Assert.Equal(404, refusal.Status);
        Assert.True(refusal.ErrorCode == TableErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task GetEntityIfExists_NoSuchRow_HasNoValue()
    {
        NullableResponse<SampleEntity> answer = await Table.GetEntityIfExistsAsync<SampleEntity>("p", "none");

        Assert.False(answer.HasValue);
        Assert.Equal(404, answer.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => answer.Value);
    }

    [Fact]
    public async Task GetEntityIfExists_Row_HasIt()
    {
        await Table.AddEntityAsync(Row());

        NullableResponse<TableEntity> answer = await Table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.True(answer.HasValue);
        Assert.Equal("r", answer.Value!.RowKey);
    }

    [Fact]
    public async Task GetEntity_Select_ReadsOnlyThose()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2, ["C"] = 3L });

        TableEntity row = await Table.GetEntityAsync<TableEntity>("p", "r", ["A", "C"]);

        Assert.Equal([TableEntityNames.ETag, "A", "C"], row.Keys);
        Assert.Equal((1, 3L), (row.GetInt32("A"), row.GetInt64("C")));
    }

    [Fact]
    public async Task DeleteEntity_StaleETag_Fails()
    {
        ETag first = (await Table.AddEntityAsync(Row())).Headers.ETag!.Value;
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["N"] = 1 });

        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(() => Table.DeleteEntityAsync("p", "r", first));

        Assert.Equal(412, refusal.Status);
        Assert.NotNull(await ReadWithOracleAsync("p", "r"));
    }

    [Fact]
    public async Task DeleteEntity_ByEntity_OracleMissesIt()
    {
        await Table.AddEntityAsync(Row());

        Assert.Equal(204, (await Table.DeleteEntityAsync(Row())).Status);
        Assert.Null(await ReadWithOracleAsync("p", "r"));
        Assert.Equal(404, (await Table.DeleteEntityAsync(Row())).Status);
    }

    [Fact]
    public async Task AnyOperation_NoSuchTable_SaysSo()
    {
        TableClient missing = new(Azurite.ConnectionString, "missing");

        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(() => missing.UpsertEntityAsync(Row()));

        Assert.Equal(404, refusal.Status);
        Assert.True(refusal.ErrorCode == TableErrorCode.TableNotFound);
    }

    [Fact]
    public void Synchronous_EveryOperation_DoesTheSame()
    {
        ETag etag = Table.AddEntity(new SampleEntity { PartitionKey = "p", RowKey = "r", Small = 1 }).Headers.ETag!.Value;
        Table.UpdateEntity(new TableEntity("p", "r") { ["Small"] = 2 }, etag);
        Table.UpsertEntity(new TableEntity("p", "r") { ["Text"] = "t" });
        Table.SubmitTransaction([new(TableTransactionActionType.Add, Row("s"))]);
        Assert.Equal((2, "t"), (Table.GetEntity<SampleEntity>("p", "r").Value.Small, Table.GetEntityIfExists<SampleEntity>("p", "r").Value!.Text));
        Assert.Equal(["r", "s"], Table.Query<TableEntity>("PartitionKey eq 'p'", maxPerPage: 1).Select(row => row.RowKey));
        Assert.Equal(204, Table.DeleteEntity("p", "r").Status);
        Assert.Equal(204, Table.DeleteEntity(Row("s")).Status);
        Assert.Empty(Table.Query<TableEntity>(row => row.PartitionKey == "p"));
        Assert.Equal(409, Table.CreateIfNotExists().GetRawResponse().Status);
    }
}
