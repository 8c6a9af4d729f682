using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Personalization.Testing;
using TableEntity = Azure.Data.Tables.TableEntity;

namespace Personalization.LocalHost.Tests.Tables;

public sealed class RetryTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private static readonly TableEntity Row = new("p", "r") { ["Text"] = "once" };

    [Fact]
    public async Task AddEntity_UnavailableTwice_SendsTheSameBodyAgain()
    {
        using FaultyHandler network = new() { Unavailable = 2 };
        TableClient table = new(Azurite.ConnectionString, Table.Name, network.Options());

        await table.AddEntityAsync(Row);

        Assert.Equal(3, network.Tries.Count);
        Assert.Contains("once", Assert.Single(network.Tries.Select(attempt => attempt.Body).Distinct()), StringComparison.Ordinal);
        Assert.Equal("once", (await ReadWithOracleAsync("p", "r"))["Text"].StringValue);
    }

    [Fact]
    public async Task SubmitTransaction_UnavailableTwice_SucceedsOnTheThird()
    {
        using FaultyHandler network = new() { Unavailable = 2 };
        TableClient table = new(Azurite.ConnectionString, Table.Name, network.Options());

        Response<IReadOnlyList<Response>> answer = await table.SubmitTransactionAsync([new(TableTransactionActionType.Add, Row)]);

        Assert.Equal(3, network.Tries.Count);
        Assert.Equal(204, answer.Value[0].Status);
    }

    [Fact]
    public async Task GetEntity_AlwaysUnavailable_GivesUpWithTheStatus()
    {
        using FaultyHandler network = new() { Unavailable = int.MaxValue };
        TableClient table = new(Azurite.ConnectionString, Table.Name, network.Options());

        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "r"));

        Assert.Equal(503, refusal.Status);
        Assert.Equal(4, network.Tries.Count);
    }

    [Fact]
    public async Task AddEntity_AnswerLost_MeetsItsOwnRow()
    {
        using FaultyHandler network = new() { LostAnswers = 1 };
        TableClient table = new(Azurite.ConnectionString, Table.Name, network.Options());

        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(Row));

        Assert.True(refusal.ErrorCode == TableErrorCode.EntityAlreadyExists);
        Assert.Equal("once", (await ReadWithOracleAsync("p", "r"))["Text"].StringValue);
    }

    [Fact]
    public async Task GetEntityIfExists_AnswerLost_AsksAgain()
    {
        await Table.AddEntityAsync(Row);
        using FaultyHandler network = new() { LostAnswers = 1 };
        TableClient table = new(Azurite.ConnectionString, Table.Name, network.Options());

        Assert.True((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
        Assert.Equal(2, network.Tries.Count);
    }

    [Fact]
    public async Task AnyOperation_Cancelled_SendsNothing()
    {
        using FaultyHandler network = new();
        TableClient table = new(Azurite.ConnectionString, Table.Name, network.Options());
        CancellationToken cancelled = new(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.AddEntityAsync(Row, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.SubmitTransactionAsync([new(TableTransactionActionType.Add, Row)], cancelled));

        Assert.Null(await ReadWithOracleAsync("p", "r"));
    }

    [Fact]
    public async Task GetEntityIfExists_Missing_IsNotRetried()
    {
        using FaultyHandler network = new();
        TableClient table = new(Azurite.ConnectionString, Table.Name, network.Options());

        await table.GetEntityIfExistsAsync<TableEntity>("p", "none");

        Assert.Single(network.Tries);
    }
}
