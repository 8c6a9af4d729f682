using System.Linq.Expressions;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Personalization.LocalHost.Tests.Tables;

public sealed class FilterTests
{
    private static readonly Guid Id = new("9c1f0a4e-6b1d-4a55-8f0e-0123456789ab");

    private static string Filter(Expression<Func<SampleEntity, bool>> filter) => TableClient.CreateQueryFilter(filter);

    [Fact]
    public void CreateQueryFilter_Comparisons_UseTheServicesOperators()
    {
        string captured = "it's";
        int? number = 5;
        Assert.Equal("Text eq 'it''s'", Filter(row => row.Text == captured));
        Assert.Equal("Small ne 5", Filter(row => row.Small != number));
        Assert.Equal("Small lt -3", Filter(row => row.Small < -3));
        Assert.Equal("Large ge 9007199254740993L", Filter(row => row.Large >= 9007199254740993));
        Assert.Equal("Real gt 5.0", Filter(row => row.Real > 5));
        Assert.Equal("Id eq guid'9c1f0a4e-6b1d-4a55-8f0e-0123456789ab'", Filter(row => row.Id == Id));
        DateTimeOffset moment = new(2024, 1, 2, 4, 0, 0, TimeSpan.FromHours(3.5));
        Assert.Equal("Moment le datetime'2024-01-02T00:30:00.0000000Z'", Filter(row => row.Moment <= moment));
        Assert.Equal("Day eq datetime'2024-01-02T03:04:05.0000000Z'", Filter(row => row.Day == new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc)));
        Assert.Equal("Bytes eq X'00FF'", Filter(row => row.Bytes == new byte[] { 0, 255 }));
        Assert.Equal("MaybeSmall gt 1", Filter(row => row.MaybeSmall!.Value > 1));
    }

    [Fact]
    public void CreateQueryFilter_ValueOnTheLeft_TurnsTheOperator()
    {
        Assert.Equal("Small gt 3", Filter(row => 3 < row.Small));
        Assert.Equal("Small le 3", Filter(row => 3 >= row.Small));
    }

    [Fact]
    public void CreateQueryFilter_Logic_IsGrouped()
    {
        Assert.Equal("((Small eq 1) and (Flag eq true)) or (not (Flag eq true))", Filter(row => (row.Small == 1 && row.Flag) || !row.Flag));
    }

    [Fact]
    public void CreateQueryFilter_StringComparisons_BecomeOperators()
    {
        Assert.Equal("PartitionKey ge 'a'", Filter(row => string.Compare(row.PartitionKey, "a") >= 0));
        Assert.Equal("RowKey lt 'b'", Filter(row => row.RowKey.CompareTo("b") < 0));
        Assert.Equal("Text eq 'c'", Filter(row => string.Equals(row.Text, "c")));
        Assert.Equal("Text eq 'c'", Filter(row => row.Text!.Equals("c")));
    }

    [Fact]
    public void CreateQueryFilter_RenamedProperty_UsesItsStoredName() => Assert.Equal("renamed eq 'x'", Filter(row => row.Original == "x"));

    [Fact]
    public void CreateQueryFilter_DictionaryEntity_NamesItsProperties()
    {
        Assert.Equal("Age ge 18", TableClient.CreateQueryFilter<TableEntity>(row => row.GetInt32("Age") >= 18));
        Assert.Equal("Name eq 'x'", TableClient.CreateQueryFilter<TableEntity>(row => (string)row["Name"] == "x"));
    }

    [Fact]
    public void CreateQueryFilter_TableName_IsCalledTableName() =>
        Assert.Equal("TableName ge 'a'", TableServiceClient.CreateQueryFilter(table => table.Name.CompareTo("a") >= 0));

    [Fact]
    public void CreateQueryFilter_WhatTheServiceCannotEvaluate_IsNotSupported()
    {
        Assert.Throws<NotSupportedException>(() => Filter(row => row.Text!.StartsWith("ab", StringComparison.Ordinal)));
        Assert.Throws<NotSupportedException>(() => Filter(row => string.Equals(row.Text, "a", StringComparison.OrdinalIgnoreCase)));
        Assert.Throws<NotSupportedException>(() => Filter(row => row.Small == row.MaybeSmall));
        Assert.Throws<NotSupportedException>(() => Filter(row => row.Small + 1 == 2));
        Assert.Throws<NotSupportedException>(() => Filter(row => row.Text == null));
        Assert.Throws<NotSupportedException>(() => Filter(row => row.Season == Season.Summer));
    }

    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(1e20, "100000000000000000000.0")]
    [InlineData(1.25e-7, "0.000000125")]
    [InlineData(-1.5e17, "-150000000000000000.0")]
    [InlineData(123456.789e3, "123456789.0")]
    public void CreateQueryFilter_Double_HasAPointAndNoExponent(double value, string text) =>
        Assert.Equal($"N eq {text}", TableClient.CreateQueryFilter($"N eq {value}"));

    [Fact]
    public void CreateQueryFilter_ValueWithoutForm_IsAnArgumentFault()
    {
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"N eq {double.NaN}"));
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"N eq {1.5m}"));
    }

    [Fact]
    public void TableErrorCode_ComparesWithText()
    {
        RequestFailedException refusal = new(404, "gone", "ResourceNotFound", null);

        Assert.True(refusal.ErrorCode == TableErrorCode.ResourceNotFound);
        Assert.True(refusal.ErrorCode != TableErrorCode.TableNotFound);
        Assert.False(new RequestFailedException(500, "?").ErrorCode == TableErrorCode.ResourceNotFound);
    }
}
