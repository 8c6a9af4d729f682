using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Microsoft.Azure.Cosmos.Table;
using Personalization.Testing;
using TableEntity = Azure.Data.Tables.TableEntity;

namespace Personalization.LocalHost.Tests.Tables;

public sealed class QueryTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private async Task AddRowsAsync(int count)
    {
        foreach (int[] chunk in Enumerable.Range(0, count).Chunk(100))
            await Table.SubmitTransactionAsync(chunk.Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i:d4}") { ["N"] = i, ["M"] = "m" })));
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
        Assert.Equal(keys, (await Oracle.ExecuteQuerySegmentedAsync(new TableQuery { TakeCount = 3_000 }, null)).Results.Select(row => row.RowKey).Concat(keys[1000..]));
    }

    [Fact]
    public async Task AsPages_ContinuationToken_GoesOnThere()
    {
        await AddRowsAsync(10);

        Page<TableEntity> first = await Table.QueryAsync<TableEntity>("PartitionKey eq 'p'", maxPerPage: 4).AsPages().FirstAsync();
        Page<TableEntity> second = await Table.QueryAsync<TableEntity>("PartitionKey eq 'p'", maxPerPage: 4).AsPages(first.ContinuationToken).FirstAsync();
        Page<TableEntity> rest = await Table.QueryAsync<TableEntity>("PartitionKey eq 'p'", maxPerPage: 4).AsPages(second.ContinuationToken, pageSizeHint: 9).SingleAsync();

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
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = name, ["Big"] = long.MaxValue, ["Day"] = new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc) });
        string filter = TableClient.CreateQueryFilter($"Name eq {name} and Big eq {long.MaxValue} and Day lt {DateTimeOffset.MaxValue}");

        Assert.Equal("r", (await Table.QueryAsync<TableEntity>(filter).SingleAsync()).RowKey);
    }

    [Fact]
    public async Task QueryAsync_NonsenseFilter_IsRefused()
    {
        await AddRowsAsync(1);

        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(async () => await Table.QueryAsync<TableEntity>("PartitionKey eq eq 'p'").CountAsync());

        Assert.True(refusal.ErrorCode == TableErrorCode.InvalidInput);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task QueryAsync_PageSizeThatTheServiceRefuses_IsRefused(int size)
    {
        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(async () => await Table.QueryAsync<TableEntity>(maxPerPage: size).CountAsync());

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
