using Azure;
using Azure.Data.Tables;
using Personalization.Testing;
using TableEntity = Azure.Data.Tables.TableEntity;

namespace Personalization.LocalHost.Tests.Tables;

public sealed class KeyTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private static readonly string[] Sample =
    [
        "plain", "with space", " lead and trail ", "o'clock", "''", "100%", "a%20b", "1+1=2", "a&b;c,d", "(x)", "{y}", "[z]", "a:b@c", "\"quoted\"",
        "~!$*|^`<>", ".", "..",
        "سلام", "نیم\u200cفاصله", "\u200fعربي\u200e", "עברית", "ქართული", "Ελλάδα", "日本語", "👩‍🚀🏴‍☠️", "é", "e\u0301", "ẞß", "",
    ];

    public static TheoryData<string> Keys => [.. Sample];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Row_WithSuchKeys_IsWrittenReadUpdatedAndDeleted(string key)
    {
        await Table.AddEntityAsync(new TableEntity(key, key) { ["N"] = 1 });
        if (key.Length > 0) Assert.Equal(1, (await ReadWithOracleAsync(key, key))["N"].Int32Value);
        Response<TableEntity> read = await Table.GetEntityAsync<TableEntity>(key, key);
        await Table.UpdateEntityAsync(new TableEntity(key, key) { ["N"] = 2 }, read.Value.ETag, TableUpdateMode.Replace);
        await Table.UpsertEntityAsync(new TableEntity(key, key) { ["M"] = 3 });
        TableEntity queried = await Table.QueryAsync<TableEntity>(row => row.PartitionKey == key && row.RowKey == key).SingleAsync();

        Assert.Equal((key, key, 2, 3), (queried.PartitionKey, queried.RowKey, queried.GetInt32("N"), queried.GetInt32("M")));
        Assert.Equal(204, (await Table.DeleteEntityAsync(key, key)).Status);
        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>(key, key)).HasValue);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Transaction_WithSuchKeys_DoesEveryAction(string key)
    {
        await Table.AddEntityAsync(new TableEntity(key, key + "1") { ["N"] = 1 });
        await Table.AddEntityAsync(new TableEntity(key, key + "2") { ["N"] = 1 });

        await Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, new TableEntity(key, key + "0") { ["N"] = 2 }),
            new(TableTransactionActionType.UpdateMerge, new TableEntity(key, key + "1") { ["M"] = 2 }, ETag.All),
            new(TableTransactionActionType.Delete, new TableEntity(key, key + "2")),
            new(TableTransactionActionType.UpsertReplace, new TableEntity(key, key + "3") { ["N"] = 3 }),
        ]);

        TableEntity[] rows = await Table.QueryAsync<TableEntity>(row => row.PartitionKey == key).ToArrayAsync();
        Assert.Equal([key + "0", key + "1", key + "3"], rows.Select(row => row.RowKey));
        Assert.Equal((1, 2), (rows[1].GetInt32("N"), rows[1].GetInt32("M")));
    }

    [Fact]
    public async Task Query_ManySuchKeys_PagesThroughAll()
    {
        foreach (string key in Sample) await Table.AddEntityAsync(new TableEntity(key, key));

        List<string> read = [];
        await foreach (Page<TableEntity> page in Table.QueryAsync<TableEntity>(maxPerPage: 3).AsPages())
            read.AddRange(page.Values.Select(row => row.RowKey));

        Assert.Equal(Sample.Order(StringComparer.Ordinal), read);
    }
}
