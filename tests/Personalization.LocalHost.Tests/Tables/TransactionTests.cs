using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Microsoft.Azure.Cosmos.Table;
using Personalization.Testing;
using TableEntity = Azure.Data.Tables.TableEntity;

namespace Personalization.LocalHost.Tests.Tables;

public sealed class TransactionTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private static TableEntity Row(int number) => new("p", $"{number:d3}") { ["N"] = (long)number };

    private static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);

    private static TableTransactionAction[] Adds(int count) => [.. Enumerable.Range(0, count).Select(i => Add(Row(i)))];

    private static DynamicTableEntity Old(int number) =>
        new("p", $"{number:d3}", "", new Dictionary<string, EntityProperty> { ["Old"] = new("o") });

    private async Task<TableTransactionFailedException> FailAsync(params TableTransactionAction[] actions)
    {
        int before = await Table.QueryAsync<TableEntity>().CountAsync();
        Task submission = Table.SubmitTransactionAsync(actions);
        TableTransactionFailedException refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => submission);
        Assert.Equal(before, await Table.QueryAsync<TableEntity>().CountAsync());
        return refusal;
    }

    [Fact]
    public async Task SubmitTransaction_HundredInserts_OracleReadsThemAll()
    {
        Response<IReadOnlyList<Response>> answer = await Table.SubmitTransactionAsync(Adds(100));

        List<DynamicTableEntity> rows = [.. Oracle.ExecuteQuery(new TableQuery())];
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long?)i), rows.Select(row => row["N"].Int64Value));
        Assert.All(answer.Value, response => Assert.Equal(204, response.Status));
        Assert.Equal(rows.Select(row => row.ETag), answer.Value.Select(response => response.Headers.ETag.ToString()));
        Assert.All(answer.Value, response => Assert.True(response.Headers.Contains("etag")));
        Assert.Equal(202, answer.GetRawResponse().Status);
    }

    [Fact]
    public async Task SubmitTransaction_OracleWrote_WeUpdateEveryWay()
    {
        TableBatchOperation written = [];
        foreach (int i in Enumerable.Range(0, 5)) written.Insert(Old(i));
        await Oracle.ExecuteBatchAsync(written);
        ETag etag = (await Table.GetEntityAsync<TableEntity>("p", "001")).Value.ETag;

        await Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpdateMerge, Row(0), ETag.All),
            new(TableTransactionActionType.UpdateReplace, Row(1), etag),
            new(TableTransactionActionType.Delete, Row(2)),
            new(TableTransactionActionType.UpsertMerge, Row(3)),
            new(TableTransactionActionType.UpsertReplace, Row(4)),
            new(TableTransactionActionType.Add, new SampleEntity { PartitionKey = "p", RowKey = "005", Text = "{مرحبا}\u2028\n--changeset" }),
        ]);

        Dictionary<string, DynamicTableEntity> rows = Oracle.ExecuteQuery(new TableQuery()).ToDictionary(row => row.RowKey);
        Assert.Equal(["000", "001", "003", "004", "005"], rows.Keys.Order());
        Assert.Equal([true, false, true, false], new[] { "000", "001", "003", "004" }.Select(key => rows[key].Properties.ContainsKey("Old")));
        Assert.Equal("{مرحبا}\u2028\n--changeset", rows["005"]["Text"].StringValue);
    }

    [Fact]
    public async Task SubmitTransaction_OneExists_NothingChangesAndItsIndexIsTold()
    {
        await Table.AddEntityAsync(Row(7));

        TableTransactionFailedException refusal = await FailAsync(Adds(20));

        Assert.Equal((7, 409), (refusal.FailedTransactionActionIndex, refusal.Status));
        Assert.True(refusal.ErrorCode == TableErrorCode.EntityAlreadyExists);
    }

    [Fact]
    public async Task SubmitTransaction_StaleETag_FailsAsWhole()
    {
        ETag stale = (await Table.AddEntityAsync(Row(1))).Headers.ETag!.Value;
        await Table.UpsertEntityAsync(Row(1));

        TableTransactionFailedException refusal = await FailAsync(
            Add(Row(0)), new(TableTransactionActionType.UpdateReplace, Row(1), stale));

        Assert.Equal((1, 412), (refusal.FailedTransactionActionIndex, refusal.Status));
        Assert.True(refusal.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
    }

    [Fact]
    public async Task SubmitTransaction_DeleteOfNothing_FailsAsWhole()
    {
        TableTransactionFailedException refusal = await FailAsync(Add(Row(0)), new(TableTransactionActionType.Delete, Row(1)));

        Assert.Equal((1, 404), (refusal.FailedTransactionActionIndex, refusal.Status));
    }

    [Fact]
    public async Task SubmitTransaction_TwoPartitions_IsRefused()
    {
        TableTransactionFailedException refusal = await FailAsync(
            Add(Row(0)), Add(new TableEntity("q", "1")));

        Assert.Equal((1, 400), (refusal.FailedTransactionActionIndex, refusal.Status));
        Assert.True(refusal.ErrorCode == TableErrorCode.CommandsInBatchActOnDifferentPartitions);
    }

    [Fact]
    public async Task SubmitTransaction_SameRowTwice_IsRefused()
    {
        TableTransactionFailedException refusal = await FailAsync([.. Adds(3), new(TableTransactionActionType.UpsertMerge, Row(1))]);

        Assert.Equal((3, 400), (refusal.FailedTransactionActionIndex, refusal.Status));
        Assert.True(refusal.ErrorCode == TableErrorCode.InvalidDuplicateRow);
    }

    [Fact]
    public async Task SubmitTransaction_MoreThanHundred_IsRefused()
    {
        TableTransactionFailedException refusal = await FailAsync(Adds(101));

        Assert.Equal((100, 400), (refusal.FailedTransactionActionIndex, refusal.Status));
        Assert.True(refusal.ErrorCode == TableErrorCode.InvalidInput);
    }

    [Fact]
    public async Task SubmitTransaction_NoSuchTable_SaysSo()
    {
        TableClient missing = new(Azurite.ConnectionString, "missing");

        TableTransactionFailedException refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => missing.SubmitTransactionAsync(Adds(2)));

        Assert.Equal((0, 404), (refusal.FailedTransactionActionIndex, refusal.Status));
        Assert.True(refusal.ErrorCode == TableErrorCode.TableNotFound);
    }

    [Fact]
    public async Task SubmitTransaction_Empty_IsAFault() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Table.SubmitTransactionAsync([]));

    [Fact]
    public async Task SubmitTransaction_LongerThanFourMebibytes_IsRefused()
    {
        string text = new('x', 32 * 1024);
        TableTransactionAction[] actions = [.. Enumerable.Range(0, 66).Select(i => Add(new TableEntity("p", $"{i}") { ["A"] = text, ["B"] = text }))];

        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(() => Table.SubmitTransactionAsync(actions));

        Assert.Equal((413, "RequestBodyTooLarge"), (refusal.Status, refusal.ErrorCode));
        Assert.Equal(63, (await Table.SubmitTransactionAsync(actions[..63])).Value.Count);
    }

    [Fact]
    public async Task SubmitTransaction_RowBeyondALimit_TellsItsIndex()
    {
        TableTransactionFailedException refusal = await FailAsync(
            Add(Row(0)), Add(new TableEntity("p", "1") { ["T"] = new string('x', 32 * 1024 + 1) }));

        Assert.Equal(1, refusal.FailedTransactionActionIndex);
        Assert.True(refusal.ErrorCode == TableErrorCode.PropertyValueTooLarge);
    }

    [Fact]
    public async Task SubmitTransaction_ETagWithLineBreak_IsAnArgumentFault() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => Table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, Row(0), new ETag("x\r\nevil: y"))]));
}
