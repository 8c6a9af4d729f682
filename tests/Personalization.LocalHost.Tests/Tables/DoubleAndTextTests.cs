using System.Globalization;
using Azure;
using Microsoft.Azure.Cosmos.Table;
using Personalization.Testing;
using TableEntity = Azure.Data.Tables.TableEntity;

namespace Personalization.LocalHost.Tests.Tables;

public sealed class DoubleAndTextTests(AzuriteFixture azurite) : TableTest(azurite)
{
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
}
