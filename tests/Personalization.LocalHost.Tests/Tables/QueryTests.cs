using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Microsoft.Azure.Cosmos.Table;
using Personalization.Testing;
using TableEntity = Azure.Data.Tables.TableEntity;

namespace Personalization.LocalHost.Tests.Tables;

public sealed class QueryTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private static TableTransactionAction Add(int number) =>
        new(TableTransactionActionType.Add, new TableEntity("p", $"{number:d4}") { ["N"] = number, ["M"] = "m" });

    private async Task AddRowsAsync(int count)
    {
        foreach (int[] chunk in Enumerable.Range(0, count).Chunk(100))
            await Table.SubmitTransactionAsync(chunk.Select(Add));
    }

    [Fact]
    public async Task QueryAsync_MoreThanTwoPages_ReadsEveryRowOnceInOrder()
    {
        await AddRowsAsync(2_050);

        List<int> sizes = [];
        List<string> keys = [];
        await foreach (Page<TableEntity> page in Table.QueryAsync<TableEntity>().AsPages())
        {
            sizes.Add(page.Values.Count);
            keys.AddRange(page.Values.Select(row => row.RowKey));
        }

        Assert.Equal([1000, 1000, 50], sizes);
        Assert.Equal(Enumerable.Range(0, 2_050).Select(i => $"{i:d4}"), keys);
        Assert.Equal(keys, Oracle.ExecuteQuery(new TableQuery()).Select(row => row.RowKey));
    }

    [Fact]
    public async Task AsPages_ContinuationToken_GoesOnThere()
    {
        await AddRowsAsync(10);

        AsyncPageable<TableEntity> rows = Table.QueryAsync<TableEntity>("PartitionKey eq 'p'", maxPerPage: 4);
        Page<TableEntity> first = await rows.AsPages().FirstAsync();
        Page<TableEntity> second = await rows.AsPages(first.ContinuationToken).FirstAsync();
        Page<TableEntity> rest = await rows.AsPages(second.ContinuationToken, pageSizeHint: 9).SingleAsync();

        Assert.Equal(["0000", "0001", "0002", "0003"], first.Values.Select(row => row.RowKey));
        Assert.Equal(["0004", "0005", "0006", "0007"], second.Values.Select(row => row.RowKey));
        Assert.Equal(["0008", "0009"], rest.Values.Select(row => row.RowKey));
        Assert.Null(rest.ContinuationToken);
    }

    [Fact]
    public async Task QueryAsync_Select_ReadsOnlyThose()
    {
        await AddRowsAsync(1);

        TableEntity row = await Table.QueryAsync<TableEntity>(select: ["RowKey", "N"]).SingleAsync();

        Assert.Equal([TableEntityNames.ETag, "RowKey", "N"], row.Keys);
    }

    [Fact]
    public async Task QueryAsync_FormattedFilter_EscapesItsValues()
    {
        string name = "O'Brien & sons 100% +1";
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = name, ["Big"] = long.MaxValue, ["Day"] = DateTime.UnixEpoch });
        string filter = TableClient.CreateQueryFilter($"Name eq {name} and Big eq {long.MaxValue} and Day lt {DateTimeOffset.MaxValue}");

        Assert.Equal("r", (await Table.QueryAsync<TableEntity>(filter).SingleAsync()).RowKey);
    }

    [Fact]
    public async Task QueryAsync_NonsenseFilter_IsRefused()
    {
        await AddRowsAsync(1);

        AsyncPageable<TableEntity> rows = Table.QueryAsync<TableEntity>("PartitionKey eq eq 'p'");
        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(async () => await rows.CountAsync());

        Assert.True(refusal.ErrorCode == TableErrorCode.InvalidInput);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task QueryAsync_PageSizeThatTheServiceRefuses_IsRefused(int size)
    {
        AsyncPageable<TableEntity> rows = Table.QueryAsync<TableEntity>(maxPerPage: size);
        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(async () => await rows.CountAsync());

        Assert.True(refusal.ErrorCode == TableErrorCode.OutOfRangeInput);
    }

    [Fact]
    public async Task QueryAsync_CancelledBetweenPages_Stops()
    {
        await AddRowsAsync(4);
        using CancellationTokenSource cancellation = new();
        int pages = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (Page<TableEntity> page in Table.QueryAsync<TableEntity>(maxPerPage: 2, cancellationToken: cancellation.Token).AsPages())
            {
                pages++;
                await cancellation.CancelAsync();
            }
        });

        Assert.Equal(1, pages);
    }
}
