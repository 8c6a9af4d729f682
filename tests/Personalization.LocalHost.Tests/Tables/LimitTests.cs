using Azure;
using Azure.Data.Tables.Models;
using Personalization.Testing;
using TableEntity = Azure.Data.Tables.TableEntity;

namespace Personalization.LocalHost.Tests.Tables;

public sealed class LimitTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private async Task RefusedAsync(TableErrorCode code, TableEntity entity)
    {
        Func<Task>[] writes = [() => Table.AddEntityAsync(entity), () => Table.UpsertEntityAsync(entity), () => Table.UpdateEntityAsync(entity, ETag.All)];
        foreach (Func<Task> write in writes)
        {
            RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(write);
            Assert.Equal(400, refusal.Status);
            Assert.True(refusal.ErrorCode == code, refusal.ErrorCode);
        }
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u007fb")]
    [InlineData("a\u0085b")]
    public async Task Key_WithForbiddenCharacter_IsOutOfRange(string key)
    {
        await RefusedAsync(TableErrorCode.OutOfRangeInput, new TableEntity(key, "r"));
        await RefusedAsync(TableErrorCode.OutOfRangeInput, new TableEntity("p", key));
        Assert.Equal(400, (await Assert.ThrowsAsync<RequestFailedException>(() => Table.GetEntityAsync<TableEntity>(key, "r"))).Status);
        Assert.Equal(400, (await Assert.ThrowsAsync<RequestFailedException>(() => Table.DeleteEntityAsync("p", key))).Status);
    }

    [Fact]
    public async Task Key_OfMoreThanOneKibibyte_IsTooLarge()
    {
        string longest = new('ä', 512);
        await Table.AddEntityAsync(new TableEntity(longest, longest));

        Assert.Equal(longest, (await Table.GetEntityAsync<TableEntity>(longest, longest)).Value.RowKey);
        await RefusedAsync(TableErrorCode.KeyValueTooLarge, new TableEntity("p", longest + "x"));
    }

    [Fact]
    public async Task Key_Missing_IsAnArgumentFault()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => Table.AddEntityAsync(new TableEntity { RowKey = "r" }));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Table.UpsertEntityAsync(new TableEntity { PartitionKey = "p" }));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Table.GetEntityAsync<TableEntity>("p", null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Table.AddEntityAsync<TableEntity>(null!));
    }

    [Fact]
    public async Task String_OfMoreThan64Kibibytes_IsTooLarge()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["T"] = new string('ä', 32 * 1024) });

        await RefusedAsync(TableErrorCode.PropertyValueTooLarge, new TableEntity("p", "s") { ["T"] = new string('x', 32 * 1024 + 1) });
    }

    [Fact]
    public async Task Binary_OfMoreThan64Kibibytes_IsTooLarge()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["B"] = new byte[64 * 1024] });

        await RefusedAsync(TableErrorCode.PropertyValueTooLarge, new TableEntity("p", "s") { ["B"] = new byte[64 * 1024 + 1] });
        await RefusedAsync(TableErrorCode.PropertyValueTooLarge, new TableEntity("p", "s") { ["B"] = BinaryData.FromBytes(new byte[64 * 1024 + 1]) });
    }

    [Fact]
    public async Task Entity_OfMoreThan252Properties_HasTooMany()
    {
        TableEntity entity = new("p", "r") { Timestamp = DateTimeOffset.UnixEpoch, ETag = ETag.All };
        foreach (int i in Enumerable.Range(0, 252)) entity[$"P{i}"] = i;
        await Table.AddEntityAsync(entity);

        entity["P252"] = 252;
        await RefusedAsync(TableErrorCode.TooManyProperties, entity);
    }

    [Fact]
    public async Task Entity_OfMoreThanOneMebibyte_IsTooLarge()
    {
        TableEntity entity = new("p", "r");
        foreach (int i in Enumerable.Range(0, 15)) entity[$"P{i}"] = new string('x', 32 * 1024);
        await Table.AddEntityAsync(entity);

        entity["P15"] = new string('x', 32 * 1024);
        await RefusedAsync(TableErrorCode.EntityTooLarge, entity);
    }

    [Theory]
    [InlineData("with-dash")]
    [InlineData("with space")]
    [InlineData("1st")]
    [InlineData("a.b")]
    public async Task PropertyName_NotAnIdentifier_IsInvalid(string name) =>
        await RefusedAsync(TableErrorCode.PropertyNameInvalid, new TableEntity("p", "r") { [name] = 1 });

    [Fact]
    public async Task PropertyName_OfMoreThan255Characters_IsTooLong()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { [new string('n', 255)] = 1L, ["größe_نام"] = 2L });

        Assert.Equal(2L, (await Table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt64("größe_نام"));
        await RefusedAsync(TableErrorCode.PropertyNameTooLong, new TableEntity("p", "s") { [new string('n', 256)] = 1 });
    }

    [Fact]
    public async Task Date_Before1601_IsOutOfRange()
    {
        DateTime earliest = new(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["D"] = earliest });

        Assert.Equal(earliest, (await Table.GetEntityAsync<TableEntity>("p", "r")).Value.GetDateTime("D"));
        await RefusedAsync(TableErrorCode.OutOfRangeInput, new TableEntity("p", "s") { ["D"] = earliest.AddTicks(-1) });
    }
}
