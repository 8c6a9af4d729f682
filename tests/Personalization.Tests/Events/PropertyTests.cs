using Personalization.Events;
using static Personalization.Tests.Events.CaptureBench;

namespace Personalization.Tests.Events;

/// <summary>Properties with canonical types, and findings that name their place.</summary>
public sealed class PropertyTests
{
    private static EventVerdict Said(string properties) => Track($$"""
        "properties":{{properties}}
        """);

    [Trait("Feature", "S24")]
    [Theory]
    [InlineData("""{"price":"12.50"}""", """{"price":12.50}""", "text_as_number price")]
    [InlineData("""{"price":"-1e3"}""", """{"price":-1000}""", "text_as_number price")]
    [InlineData("""{"price":"12,50"}""", "{}", "not_a_number price")]
    [InlineData("""{"price":"free"}""", "{}", "not_a_number price")]
    [InlineData("""{"price":true}""", "{}", "not_a_number price")]
    [InlineData("""{"price":1e400}""", "{}", "not_a_number price")]
    [InlineData("""{"revenue":7e28}""", "{}", "not_a_number revenue")]
    [InlineData("""{"total":"1000000000000000"}""", "{}", "not_a_number total")]
    [InlineData("""{"product_id":42}""", """{"product_id":"42"}""", "number_as_text product_id")]
    [InlineData("""{"product_id":{"id":1}}""", "{}", "wrong_type product_id")]
    [InlineData("""{"order_id":1e400}""", """{"order_id":"1e400"}""", "number_as_text order_id")]
    [InlineData("""{"products":[{"price":"x"},{"sku":7}]}""", """{"products":[{},{"sku":"7"}]}""", "not_a_number products/0/price,number_as_text products/1/sku")]
    [InlineData("""{"a":1,"a":2,"b":3}""", """{"a":2,"b":3}""", "repeated a")]
    [InlineData("""{"products":[{"sku":"a","sku":"b"}]}""", """{"products":[{"sku":"b"}]}""", "repeated products/0/sku")]
    public void Read_RepairableProperty_IsCorrectedAndNamed(string sent, string kept, string found)
    {
        EventVerdict verdict = Said(sent);

        Assert.Equal(kept, verdict.Json("properties"));
        Assert.Equal(string.Join(", ", found.Split(',').Select(one => one.Replace(" ", " /batch/0/properties/", StringComparison.Ordinal))), verdict.Found());
    }

    [Theory]
    [InlineData("""{"products":"none"}""", "products")]
    [InlineData("""{"products":{"product_id":"p"}}""", "products")]
    [InlineData("""{"products":[{"sku":"a"},5]}""", "products/1")]
    [InlineData("""{"products":[null]}""", "products/0")]
    public void Read_ProductsOfAnotherShape_AreRejectedWithTheirPlace(string sent, string place) =>
        Assert.Equal($"wrong_type /batch/0/properties/{place}", Said(sent).Found());

    [Fact]
    public void Read_NullProperties_AreAsIfAbsent() =>
        Assert.Equal(("""{"mine":null}""", ""), (Said("""{"price":null,"sku":null,"products":null,"mine":null}""").Json("properties"), Said("""{"products":null}""").Found()));

    [Theory]
    [InlineData("a/b", "a~1b")]
    [InlineData("a~b", "a~0b")]
    [InlineData("~1/", "~01~1")]
    public void Read_NamesWithSlashAndTilde_AreEscapedInPointers(string name, string token)
    {
        Assert.Equal($"repeated /batch/0/properties/{token}", Said($$"""{"{{name}}":1,"{{name}}":2}""").Found());
        Assert.Equal($"repeated /batch/0/{token}", Track($"\"{name}\":1,\"{name}\":2").Found());
    }

    [Fact]
    public void Read_RepeatedMembers_AreKeptOnceEverywhere()
    {
        EventVerdict verdict = One(
            """{"type":"identify","userId":"u","messageId":"m","traits":{"a":1,"a":2},"context":{"locale":"el","locale":"fa"},"name":"x","name":"y"}""",
            ",\"context\":{\"locale\":\"ka\",\"ip\":\"1\",\"ip\":\"2\"}");

        Assert.Equal("""{"a":2} {"locale":"fa","ip":"1"} "y" """, $"{verdict.Json("traits")} {verdict.Json("context")} {verdict.Json("name")} ");
        Assert.Equal("repeated /batch/0/name, repeated /batch/0/traits/a, repeated /batch/0/context/locale", verdict.Found());
    }

    [Trait("Feature", "S24")]
    [Theory]
    [InlineData("""{"type":"page","userId":"\ud800"}""", "/batch/0/userId")]
    [InlineData("""{"type":"page","userId":"u","properties":{"a/b":["x","\udc00x"]}}""", "/batch/0/properties/a~1b/1")]
    [InlineData("""{"type":"page","userId":"u","traits":{"\ud800":1}}""", "/batch/0/traits")]
    [InlineData("""{"type":"page","userId":"u","\ud800xxxxxx":1}""", "/batch/0")]
    [InlineData("""{"type":"\ud800","userId":"u"}""", "/batch/0/type")]
    [InlineData("""{"type":"page","userId":"u","timestamp":"\ud800"}""", "/batch/0/timestamp")]
    [InlineData("""{"type":"page","userId":"u","context":{"locale":"\ud800"}}""", "/batch/0/context/locale")]
    public void Read_HalfASurrogatePair_IsRejectedWithItsPlace(string item, string pointer)
    {
        EventVerdict verdict = One(item);

        Assert.Equal(EventOutcome.Rejected, verdict.Outcome);
        Assert.Equal(("invalid_text", pointer), (verdict.Findings[0].Code, verdict.Findings[0].Pointer));
    }

    [Theory]
    [InlineData("""{"batch":[],"sentAt":"\ud800"}""", Key, "/sentAt")]
    [InlineData("""{"batch":[],"\ud800xxxxxxxx":1}""", null, "")]
    public void Read_HalfASurrogatePairInTheRequest_IsAProblemWithItsPlace(string body, string? key, string pointer) =>
        Assert.Equal($"400 invalid-request: invalid_text {pointer}", Read(body, key: key).Errors());

    [Fact]
    public void Read_HalfASurrogatePairInTheContextOfTheBatch_IsNamedThere() =>
        Assert.Equal("invalid_text /context/locale", One("""{"type":"page","userId":"u","messageId":"m"}""", ",\"context\":{\"locale\":\"\\ud800\"}").Found());

    [Fact]
    public void Read_NulAndControlCharacters_AreKeptAsTheyAre() =>
        Assert.Equal("a\0b\u001f", One("""{"type":"page","userId":"a\u0000b\u001f","messageId":"m"}""").Event().UserId);
}
