using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Microsoft.Azure.Cosmos.Table;
using Personalization.Testing;
using TableEntity = Azure.Data.Tables.TableEntity;

namespace Personalization.LocalHost.Tests.Tables;

public sealed class UpdateTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private static TableEntity Row(string rowKey = "r") => new("p", rowKey);

    [Fact]
    public async Task UpsertEntity_Merge_KeepsWhatItDoesNotMention()
    {
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = "old" });
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 2L, ["C"] = null });

        DynamicTableEntity row = await ReadWithOracleAsync("p", "r");
        Assert.Equal((1, 2L), (row["A"].Int32Value, row["B"].Int64Value));
        Assert.Equal(2, row.Properties.Count);
    }

    [Fact]
    public async Task UpsertEntity_Replace_DropsWhatItDoesNotMention()
    {
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = "old" });
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = "new" }, TableUpdateMode.Replace);

        DynamicTableEntity row = await ReadWithOracleAsync("p", "r");
        Assert.Equal("new", Assert.Single(row.Properties).Value.StringValue);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task UpdateEntity_StaleETag_Fails(TableUpdateMode mode)
    {
        await Table.AddEntityAsync(Row());
        SampleEntity read = await Table.GetEntityAsync<SampleEntity>("p", "r");
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Small"] = 1 });

        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(() => Table.UpdateEntityAsync(read, read.ETag, mode));

        Assert.Equal(412, refusal.Status);
        Assert.True(refusal.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
        Assert.Equal(1, (await ReadWithOracleAsync("p", "r"))["Small"].Int32Value);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task UpdateEntity_CurrentETag_AnswersTheNext(TableUpdateMode mode)
    {
        ETag first = (await Table.AddEntityAsync(Row())).Headers.ETag!.Value;
        ETag second = (await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["N"] = 1 }, first, mode)).Headers.ETag!.Value;
        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["N"] = 2 }, second, mode);

        Assert.Equal(2, (await ReadWithOracleAsync("p", "r"))["N"].Int32Value);
    }

    [Fact]
    public async Task UpdateEntity_NoSuchRow_IsNotFound()
    {
        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(() => Table.UpdateEntityAsync(Row(), ETag.All));

        Assert.Equal(404, refusal.Status);
    }

    [Fact]
    public async Task UpdateEntity_NoETag_IsAnArgumentFault() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Table.UpdateEntityAsync(Row(), default));
}
