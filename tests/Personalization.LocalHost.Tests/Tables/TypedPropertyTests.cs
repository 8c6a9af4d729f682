using System.Globalization;
using Azure;
using FsCheck;
using FsCheck.Fluent;
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

        Assert.Equal(("Привет", long.MaxValue, 5.5, Sample().Id), (row.GetString("Text"), row.GetInt64("Large"), row.GetDouble("Real"), row.GetGuid("Id")));
        Assert.Equal((ToTheTick, new DateTimeOffset(ToTheTick)), (row.GetDateTime("Day"), row.GetDateTimeOffset("Day")));
        Assert.Equal(Sample().Bytes, row.GetBinary("Bytes"));
        Assert.True(row.GetBoolean("Flag"));
        Assert.Equal(("Привет", long.MaxValue, 5.5, ToTheTick), (typed.Text, typed.Large, typed.Real, typed.Day));
        Assert.Equal(written.ETag, typed.ETag.ToString());
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public async Task Double_NotFinite_IsAnnotatedWord(double value, string word)
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Real"] = value });

        // The other client cannot read such values: what the service itself says must do.
        Response<TableEntity> read = await Table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Contains($"\"Real@odata.type\":\"Edm.Double\",\"Real\":\"{word}\"", read.GetRawResponse().Content.ToString(), StringComparison.Ordinal);
        Assert.Equal(value, read.Value.GetDouble("Real"));
        Assert.Equal(value, (await Table.GetEntityAsync<SampleEntity>("p", "r")).Value.Real);
    }

    [Theory]
    [InlineData(double.MaxValue)]
    [InlineData(double.Epsilon)]
    [InlineData(42.0)]
    public async Task Double_Finite_IsTheSameForAllReaders(double value)
    {
        string row = value.ToString("R", CultureInfo.InvariantCulture);
        await Table.AddEntityAsync(new TableEntity("p", row) { ["Real"] = value });

        Assert.Equal(value, (await ReadWithOracleAsync("p", row))["Real"].DoubleValue);
        Assert.Equal(value, (await Table.GetEntityAsync<TableEntity>("p", row)).Value.GetDouble("Real"));
        Assert.Equal(value, (await Table.GetEntityAsync<SampleEntity>("p", row)).Value.Real);
    }

    [Theory]
    [InlineData("سلام دنیا ")]
    [InlineData("👩‍🚀")]
    [InlineData("<&'\"+\u2028\\")]
    public async Task Text_LongerThanAPacket_IsNotSpoiled(string word)
    {
        string text = string.Concat(Enumerable.Repeat(word, 30_000 / word.Length));
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = text, ["B"] = "x" + text, ["C"] = "xy" + text });

        DynamicTableEntity row = await ReadWithOracleAsync("p", "r");
        Assert.Equal((text, "x" + text, "xy" + text), (row["A"].StringValue, row["B"].StringValue, row["C"].StringValue));
        Assert.Equal("xy" + text, (await Table.GetEntityAsync<TableEntity>("p", "r")).Value.GetString("C"));
    }

    [Fact]
    public void AnyRow_WrittenAndReadByEither_IsTheSame()
    {
        int number = 0;
        Gen<SampleEntity> rows =
            from text in ArbMap.Default.GeneratorFor<UnicodeString>()
            from small in ArbMap.Default.GeneratorFor<int>()
            from large in ArbMap.Default.GeneratorFor<long>()
            from real in ArbMap.Default.GeneratorFor<NormalFloat>()
            from day in ArbMap.Default.GeneratorFor<DateTime>()
            from bytes in ArbMap.Default.GeneratorFor<byte[]>()
            select new SampleEntity
            {
                PartitionKey = "p", Text = string.Concat(text.Item.EnumerateRunes()), Small = small, Large = large, Real = real.Item, Day = new DateTime(Math.Max(day.Ticks, DateTime.UnixEpoch.Ticks), DateTimeKind.Utc), Bytes = bytes,
            };

        Prop.ForAll(Arb.From(rows), row =>
        {
            row.RowKey = $"{number++}";
            Table.AddEntity(row);
            DynamicTableEntity theirs = (DynamicTableEntity)Oracle.Execute(TableOperation.Retrieve(row.PartitionKey, row.RowKey)).Result;
            Assert.Equal((row.Text, row.Small, row.Large, row.Real, row.Day), (theirs["Text"].StringValue, theirs["Small"].Int32Value, theirs["Large"].Int64Value, theirs["Real"].DoubleValue, theirs["Day"].DateTime));
            Assert.Equal(row.Bytes, theirs["Bytes"].BinaryValue);

            theirs.RowKey += "again";
            Oracle.Execute(TableOperation.Insert(theirs));
            SampleEntity ours = Table.GetEntity<SampleEntity>(theirs.PartitionKey, theirs.RowKey);
            Assert.Equal((row.Text, row.Small, row.Large, row.Real, row.Day), (ours.Text, ours.Small, ours.Large, ours.Real, ours.Day));
            Assert.Equal(row.Bytes, ours.Bytes);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task AddEntity_LocalDate_IsRefused() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => Table.AddEntityAsync(new TableEntity("p", "r") { ["Day"] = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Local) }));

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
