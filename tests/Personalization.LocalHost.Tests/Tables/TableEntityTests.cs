using Azure;
using Azure.Data.Tables;

namespace Personalization.LocalHost.Tests.Tables;

public sealed class TableEntityTests
{
    [Fact]
    public void Getters_AbsentProperty_AreNull()
    {
        TableEntity entity = new("p", "r");

        Assert.Null(entity.GetString("x"));
        Assert.Null(entity.GetInt32("x"));
        Assert.Null(entity.GetDateTime("x"));
        Assert.Null(entity["x"]);
        Assert.Equal(default, entity.ETag);
        Assert.Null(entity.Timestamp);
    }

    [Fact]
    public void Getters_OtherType_AreFaults()
    {
        TableEntity entity = new() { ["N"] = 1, ["T"] = "1" };

        Assert.Throws<InvalidOperationException>(() => entity.GetInt64("N"));
        Assert.Throws<InvalidOperationException>(() => entity.GetString("N"));
        Assert.Throws<InvalidOperationException>(() => entity.GetInt32("T"));
    }

    [Fact]
    public void Getters_RelatedTypes_Convert()
    {
        DateTimeOffset moment = new(2024, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));
        BinaryData data = BinaryData.FromBytes(new byte[] { 2 });
        TableEntity entity = new() { ["Moment"] = moment, ["Day"] = moment.UtcDateTime, ["Bytes"] = new byte[] { 1 }, ["Data"] = data };

        Assert.Equal((moment.UtcDateTime, moment), (entity.GetDateTime("Moment"), entity.GetDateTimeOffset("Day")));
        Assert.Equal([1], entity.GetBinaryData("Bytes")!.ToArray());
        Assert.Equal([2], entity.GetBinary("Data"));
    }

    [Fact]
    public void Indexer_OtherTypeThanBefore_IsAFaultUnlessItWidens()
    {
        TableEntity entity = new() { ["L"] = 1L, ["D"] = 1.0, ["I"] = 1 };
        entity["L"] = 2;
        entity["D"] = 2;
        entity["I"] = 2L;

        Assert.Equal((2L, 2.0, 2L), (entity.GetInt64("L"), entity.GetDouble("D"), entity.GetInt64("I")));
        Assert.Throws<InvalidOperationException>(() => entity["L"] = "text");
        entity["L"] = null;
        entity["L"] = "text";
        Assert.Equal("text", entity.GetString("L"));
    }

    [Fact]
    public void Dictionary_HasKeysAndProperties()
    {
        TableEntity entity = new(new Dictionary<string, object> { ["PartitionKey"] = "p", ["A"] = 1 }) { RowKey = "r", ETag = new ETag("W/\"1\"") };
        entity.Add("B", 2);

        Assert.Equal(["A", "B", "PartitionKey", "RowKey", "odata.etag"], entity.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(5, entity.Count);
        Assert.True(entity.TryGetValue("B", out object? value));
        Assert.Equal(2, value);
        Assert.True(entity.Remove("B"));
        Assert.False(entity.ContainsKey("B"));
        Assert.Equal(new ETag("W/\"1\""), entity.ETag);
        Assert.Contains(new KeyValuePair<string, object>("A", 1), (IEnumerable<KeyValuePair<string, object>>)entity);
        entity.Clear();
        Assert.Empty((IEnumerable<KeyValuePair<string, object>>)entity);
    }
}
