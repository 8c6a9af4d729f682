using System.Text;
using System.Text.Json;
using Personalization.Catalog;

namespace Personalization.Tests.Catalog;

[Trait("Feature", "S70")]
public sealed class CreativeReaderTests
{
    private static ReadProduct Read(string creatives) => Assert.Single(
        ProductReader.Read(Encoding.UTF8.GetBytes($$"""[{"productId":"p","name":"n","creatives":{{creatives}}}]"""), DateTimeOffset.UnixEpoch).Products);

    private static string Found(ReadProduct read) => string.Join(", ", read.Findings.Select(finding => $"{finding.Code} {finding.Pointer}"));

    [Fact]
    public void Read_Creatives_ComeBackFromStorageAsTheyAre()
    {
        ReadProduct read = Read("""[{"id":1,"image_url":"/a.jpg","title":" T ","tags":{"category":"A / B","colour":"red"},"shown":7,"clicked":"3"},{"id":"b","imageUrl":"data:image/png;base64,AA"}]""");
        Product product = read.Description.Product;

        string stored = JsonSerializer.Serialize(product, ProductCodec.Json.Product);

        Creative first = product.Creatives![0];
        Assert.Equal(("1", "/a.jpg", "T", "A / B", 7L, 3L, ""), (first.Id, first.ImageUrl, first.Title, first.Tags!["category"], first.Shown, first.Clicked, Found(read)));
        Assert.Contains("""{"id":"b","imageUrl":"data:image/png;base64,AA"}""", stored, StringComparison.Ordinal);
        Assert.True(ProductCodec.SameBytes(product, JsonSerializer.Deserialize(stored, ProductCodec.Json.Product)!));
    }

    [Theory]
    [InlineData("7", "wrong_type /0/creatives")]
    [InlineData("[7]", "wrong_type /0/creatives/0")]
    [InlineData("""[{"imageUrl":"/a"}]""", "missing /0/creatives/0/id")]
    [InlineData("""[{"id":"a"}]""", "missing /0/creatives/0/imageUrl")]
    [InlineData("""[{"id":"a","imageUrl":"javascript:alert(1)"}]""", "not_an_address /0/creatives/0/imageUrl, missing /0/creatives/0/imageUrl")]
    public void Read_CreativeThatIsNone_IsLeftOut(string creatives, string expected)
    {
        ReadProduct read = Read(creatives);

        Assert.Equal(expected, Found(read));
        Assert.Null(read.Description.Product.Creatives);
    }

    [Theory]
    [InlineData("""[{"id":"a","imageUrl":"/a"},{"id":"a","imageUrl":"/b"}]""", "duplicate /0/creatives/1/id")]
    [InlineData("""[{"id":"a","imageUrl":"/a","tags":7}]""", "wrong_type /0/creatives/0/tags")]
    [InlineData("""[{"id":"a","imageUrl":"/a","shown":2,"clicked":3}]""", "out_of_range /0/creatives/0/clicked")]
    [InlineData("""[{"id":"a","imageUrl":"/a","shown":-1}]""", "out_of_range /0/creatives/0/clicked")]
    public void Read_PartThatIsWrong_IsLeftOutAlone(string creatives, string expected)
    {
        ReadProduct read = Read(creatives);

        Assert.Equal(expected, Found(read));
        Creative one = Assert.Single(read.Description.Product.Creatives!);
        Assert.Equal(("/a", 0L), (one.ImageUrl, one.Clicked));
    }

    [Fact]
    public void Read_TooManyOrTooLong_AreLeftOut()
    {
        string longTitle = $$"""{"id":"long","imageUrl":"/a","title":"{{new string('x', 501)}}"},""";
        ReadProduct read = Read("[" + longTitle + string.Join(',', Enumerable.Range(0, 13).Select(n => $$"""{"id":"{{n}}","imageUrl":"/{{n}}"}""")) + "]");

        Assert.Equal("too_long /0/creatives/0/title, left_out /0/creatives/13", Found(read));
        Assert.Equal(Creative.Most, read.Description.Product.Creatives!.Count);
    }
}
