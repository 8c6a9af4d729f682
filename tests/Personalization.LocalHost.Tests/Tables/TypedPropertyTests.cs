using Azure;
using Microsoft.Azure.Cosmos.Table;
using Personalization.Testing;
using ITableEntity = Azure.Data.Tables.ITableEntity;
using TableEntity = Azure.Data.Tables.TableEntity;

namespace Personalization.LocalHost.Tests.Tables;

public sealed class TypedPropertyTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private static readonly DateTime ToTheTick = new DateTime(2024, 2, 29, 23, 59, 59, DateTimeKind.Utc).AddTicks(1_234_567);

    private static SampleEntity Sample() => new()
    {
        PartitionKey = "p",
        RowKey = "r",
        Text = "עִבְרִית \"quoted\" \\ / \u2028 line\r\n👩‍🚀",
        Flag = true,
        Small = int.MinValue,
        Large = (1L << 53) + 1,
        Real = 1e-300,
        Id = new Guid("9c1f0a4e-6b1d-4a55-8f0e-0123456789ab"),
        Day = ToTheTick,
        Moment = new DateTimeOffset(ToTheTick).ToOffset(TimeSpan.FromHours(3.5)),
        Bytes = [0, 255, 128, 1],
        Data = BinaryData.FromBytes(new byte[] { 9, 8, 7 }),
        Season = Season.Summer,
        MaybeSmall = 7,
        MaybeSeason = Season.Winter,
        Original = "named otherwise",
        Ignored = "stays here",
    };

    [Fact]
    public async Task AddEntity_EveryType_OracleReadsTheSameTypes()
    {
        await Table.AddEntityAsync(Sample());

        DynamicTableEntity row = await ReadWithOracleAsync("p", "r");
        Assert.Equal(Sample().Text, row["Text"].StringValue);
        Assert.True(row["Flag"].BooleanValue);
        Assert.Equal(int.MinValue, row["Small"].Int32Value);
        Assert.Equal((1L << 53) + 1, row["Large"].Int64Value);
        Assert.Equal(1e-300, row["Real"].DoubleValue);
        Assert.Equal(Sample().Id, row["Id"].GuidValue);
        Assert.Equal(ToTheTick, row["Day"].DateTime);
        Assert.Equal(ToTheTick, row["Moment"].DateTime);
        Assert.Equal(Sample().Bytes, row["Bytes"].BinaryValue);
        Assert.Equal([9, 8, 7], row["Data"].BinaryValue);
        Assert.Equal("Summer", row["Season"].StringValue);
        Assert.Equal(7, row["MaybeSmall"].Int32Value);
        Assert.Equal("Winter", row["MaybeSeason"].StringValue);
        Assert.Equal("named otherwise", row["renamed"].StringValue);
        Assert.DoesNotContain("Ignored", row.Properties.Keys);
        Assert.DoesNotContain("Original", row.Properties.Keys);
    }

    [Fact]
    public async Task GetEntity_EveryType_ComesBackAsItWas()
    {
        await Table.AddEntityAsync(Sample());

        SampleEntity row = await Table.GetEntityAsync<SampleEntity>("p", "r");

        Assert.Equal(Sample().Text, row.Text);
        Assert.True(row.Flag);
        Assert.Equal((int.MinValue, (1L << 53) + 1, 1e-300, Sample().Id), (row.Small, row.Large, row.Real, row.Id));
        Assert.Equal((ToTheTick, DateTimeKind.Utc), (row.Day, row.Day.Kind));
        Assert.Equal(Sample().Moment, row.Moment);
        Assert.Equal(Sample().Bytes, row.Bytes);
        Assert.Equal([9, 8, 7], row.Data!.ToArray());
        Assert.Equal((Season.Summer, 7, Season.Winter), (row.Season, row.MaybeSmall, row.MaybeSeason));
        Assert.Equal("named otherwise", row.Original);
        Assert.Null(row.Ignored);
        Assert.NotNull(row.Timestamp);
        Assert.NotEqual(default, row.ETag);
    }

    [Fact]
    public async Task GetEntity_WrittenByOracle_TypesAreKept()
    {
        DynamicTableEntity written = new("p", "r");
        written.Properties["Text"] = new EntityProperty("Привет");
        written.Properties["Large"] = new EntityProperty(long.MaxValue);
        written.Properties["Real"] = new EntityProperty(5.5);
        written.Properties["Id"] = new EntityProperty(Sample().Id);
        written.Properties["Day"] = new EntityProperty(ToTheTick);
        written.Properties["Bytes"] = new EntityProperty(Sample().Bytes);
        written.Properties["Flag"] = new EntityProperty(true);
        await Oracle.ExecuteAsync(TableOperation.Insert(written));

        TableEntity row = await Table.GetEntityAsync<TableEntity>("p", "r");
        SampleEntity typed = await Table.GetEntityAsync<SampleEntity>("p", "r");

        Assert.Equal(("Привет", long.MaxValue), (row.GetString("Text"), row.GetInt64("Large")));
        Assert.Equal((5.5, Sample().Id), (row.GetDouble("Real"), row.GetGuid("Id")));
        Assert.Equal((ToTheTick, new DateTimeOffset(ToTheTick)), (row.GetDateTime("Day"), row.GetDateTimeOffset("Day")));
        Assert.Equal(Sample().Bytes, row.GetBinary("Bytes"));
        Assert.True(row.GetBoolean("Flag"));
        Assert.Equal(("Привет", long.MaxValue, 5.5, ToTheTick), (typed.Text, typed.Large, typed.Real, typed.Day));
        Assert.Equal(written.ETag, typed.ETag.ToString());
    }

    [Fact]
    public async Task AddEntity_LocalDate_IsRefused()
    {
        TableEntity row = new("p", "r") { ["Day"] = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Local) };

        await Assert.ThrowsAsync<NotSupportedException>(() => Table.AddEntityAsync(row));
    }

    [Fact]
    public async Task AddEntity_PropertyOfAForeignType_IsRefusedByName()
    {
        NotSupportedException refusal = await Assert.ThrowsAsync<NotSupportedException>(() => Table.AddEntityAsync(new WithForeignType()));

        Assert.Contains(nameof(WithForeignType.Address), refusal.Message, StringComparison.Ordinal);
    }

    private sealed class WithForeignType : ITableEntity
    {
        public string PartitionKey { get; set; } = "p";

        public string RowKey { get; set; } = "r";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public Uri? Address { get; set; }
    }
}
