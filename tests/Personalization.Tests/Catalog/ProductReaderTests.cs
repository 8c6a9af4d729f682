using System.Text;
using Personalization.Catalog;

namespace Personalization.Tests.Catalog;

public sealed class ProductReaderTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static ProductReading Read(string body) => ProductReader.Read(Encoding.UTF8.GetBytes(body), At);

    private static ReadProduct One(string members) => Assert.Single(Read($$"""[{"productId":"p","name":"n",{{members}}}]""").Products);

    private static string Found(ReadProduct read) => string.Join(", ", read.Findings.Select(finding => $"{finding.Code} {finding.Pointer}"));

    private static string Rejected(ProductReading reading) =>
        string.Join(", ", reading.Rejected.Select(one => $"{one.Index} {one.ProductId} {one.Findings[^1].Code} {one.Findings[^1].Pointer}"));

    [Theory]
    [InlineData("""[{"productId":"a","name":"Φόρεμα"},{"productId":"b","name":"کفش"}]""")]
    [InlineData("  \r\n\t[{\"productId\":\"a\",\"name\":\"Φόρεμα\"}\n,{\"productId\":\"b\",\"name\":\"کفش\"}]\n")]
    [InlineData("{\"productId\":\"a\",\"name\":\"Φόρεμα\"}\n{\"productId\":\"b\",\"name\":\"کفش\"}")]
    [InlineData("\r\n{\"product_id\":\"a\",\"name\":\"Φόρεμα\"}\r\n\r\n  {\"product_id\":\"b\",\"name\":\"کفش\"}\r\n")]
    public void Read_ArrayOrLines_GivesTheProductsInTheirOrder(string body)
    {
        foreach (string text in new[] { body, "\uFEFF" + body })
        {
            ProductReading reading = Read(text);

            Assert.Null(reading.Problem);
            Assert.Equal([(0, "a", "Φόρεμα"), (1, "b", "کفش")], reading.Products.Select(one => (one.Index, one.Description.Product.ProductId, one.Description.Product.Name)));
            Assert.All(reading.Products, one => Assert.Equal((At, 0), (one.Description.At, one.Findings.Count)));
            Assert.Empty(reading.Rejected);
        }
    }

    [Fact]
    public void Read_AllFields_InCamelCaseOrInSegmentsWords()
    {
        Product product = One(
            """
            "description":" d ","category":"A / B","brand":"x","url":"https://shop.example/p","image_url":"data:image/png;base64,AA","price":"12.50","currency":"eur",
            "stock":3.9,"names":{"ka":"კაბა"},"attributes":{"size":42,"eco":true,"color":"red"}
            """).Description.Product;

        Assert.Equal(("d", "A / B", "x", "https://shop.example/p", "data:image/png;base64,AA"), (product.Description, product.Category, product.Brand, product.Url, product.ImageUrl));
        Assert.Equal((12.50m, "EUR", 3, "კაბა"), (product.Price, product.Currency, product.Stock, product.Names!["ka"]));
        Assert.Equal("42 true red", $"{product.Attributes!["size"]} {product.Attributes["eco"]} {product.Attributes["color"]}");
        Assert.Equal("p7", Assert.Single(Read("""{"productId":"p7","product_id":"other","name":7}""").Products).Description.Product.ProductId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData(" \n\r\n ")]
    [InlineData("[{\"productId\":\"a\",\"name\":\"n\"}")]
    [InlineData("productId,name\na,n\n")]
    [InlineData("{\n\"productId\":\"a\",\n\"name\":\"n\"\n}")]
    public void Read_BodyThatIsNoProducts_IsAProblem(string body)
    {
        ProductReading reading = Read(body);

        Assert.Equal((400, "not-products"), (reading.Problem!.Status, reading.Problem.Code));
        Assert.Empty(reading.Products);
    }

    [Fact]
    public void Read_BadItemsBetweenGoodOnes_AreRejectedAlone()
    {
        ProductReading array = Read("""[{"productId":"a","name":"n"},5,{"name":"n"},{"productId":"x"},{"productId":"y","name":" "},{"productId":"b","name":"n"}]""");
        ProductReading lines = Read("{\"productId\":\"a\",\"name\":\"n\"}\n{\"productId\":\n{\"productId\":\"b\",\"name\":\"n\"}\n");

        Assert.Equal("1  wrong_type /1, 2  missing /2/productId, 3 x missing /3/name, 4 y missing /4/name", Rejected(array));
        Assert.Equal("1  not_json /1", Rejected(lines));
        Assert.Equal([0, 5], array.Products.Select(one => one.Index));
        Assert.Equal([0, 2], lines.Products.Select(one => one.Index));
    }

    [Theory]
    [InlineData("""{"productId":"p","name":"\ud800"}""", "invalid_text /0/name")]
    [InlineData("""{"productId":"p","name":"n","attributes":{"a":"\ud800"}}""", "invalid_text /0/attributes/a")]
    [InlineData("""{"productId":"p","name":"n","attributes":{"\ud800":"a"}}""", "invalid_text /0/attributes")]
    [InlineData("""{"productId":"p","name":"n","price":"\ud800"}""", "invalid_text /0/price")]
    [InlineData("""{"\ud800xxxxxxxxxxxxx":"p","name":"n"}""", "invalid_text /0")]
    [InlineData("""{"productId":"p","name":"n","url":{},"category":"\udfff"}""", "invalid_text /0/category")]
    public void Read_HalfASurrogatePair_IsRejectedWithItsPlace(string item, string found) =>
        Assert.EndsWith(found, Rejected(Read(item)), StringComparison.Ordinal);

    [Theory]
    [InlineData("productId", 100)]
    [InlineData("name", 500)]
    [InlineData("description", 4000)]
    [InlineData("category", 500)]
    [InlineData("brand", 500)]
    public void Read_TextAtAndOverItsLimit_IsTakenAndRejected(string field, int limit)
    {
        string Item(int length) => Read($$"""[{"productId":"p","name":"n","{{field}}":"{{new string('x', length)}}"}]""") is { Products.Count: 1 } ? "" : "rejected";

        Assert.Equal(("", "rejected"), (Item(limit), Item(limit + 1)));
    }

    [Trait("Feature", "S24")]
    [Theory]
    [InlineData("\"url\":\"javascript:alert(1)\"", "not_an_address /0/url")]
    [InlineData("\"url\":\" JavaScript:alert(1)\"", "not_an_address /0/url")]
    [InlineData("\"url\":\"java\\nscript:alert(1)\"", "not_an_address /0/url")]
    [InlineData("\"url\":\"vbscript:x\"", "not_an_address /0/url")]
    [InlineData("\"url\":\"file:///etc/passwd\"", "not_an_address /0/url")]
    [InlineData("\"url\":\"data:text/html,x\"", "not_an_address /0/url")]
    [InlineData("\"url\":\"data:image/svg+xml,x\"", "not_an_address /0/url")]
    [InlineData("\"url\":\"products/1\"", "not_an_address /0/url")]
    [InlineData("\"imageUrl\":\"javascript:alert(1)\"", "not_an_address /0/imageUrl")]
    [InlineData("\"imageUrl\":\"data:text/html,x\"", "not_an_address /0/imageUrl")]
    [InlineData("\"price\":\"12,50\"", "not_a_number /0/price")]
    [InlineData("\"price\":1e400", "not_a_number /0/price")]
    [InlineData("\"price\":-1", "out_of_range /0/price")]
    [InlineData("\"price\":7e28", "out_of_range /0/price")]
    [InlineData("\"stock\":\"lots\"", "not_a_number /0/stock")]
    [InlineData("\"currency\":\"euro\"", "not_a_currency /0/currency")]
    [InlineData("\"category\":[\"a\"]", "wrong_type /0/category")]
    [InlineData("\"names\":\"x\"", "wrong_type /0/names")]
    [InlineData("\"attributes\":{\"a/b~\":{}}", "left_out /0/attributes/a~1b~0")]
    public void Read_FieldThatCannotBeTaken_IsLeftOutAndNamed(string field, string found)
    {
        ReadProduct read = One(field);

        Assert.Equal(found, Found(read));
        Assert.Equal(new Product { ProductId = "p", Name = "n" }, read.Description.Product);
    }

    [Theory]
    [InlineData("https://shop.example/φόρεμα?a=1&b=2")]
    [InlineData("HTTP://SHOP.EXAMPLE")]
    [InlineData("/p/1")]
    public void Read_AddressOfAPage_IsTaken(string url) => Assert.Equal(url, One($"\"url\":\"{url}\"").Description.Product.Url);

    [Theory]
    [InlineData("-5", 0, false)]
    [InlineData("0", 0, false)]
    [InlineData("1", 1, true)]
    [InlineData("1e20", int.MaxValue, true)]
    [InlineData("null", null, true)]
    public void Read_Stock_SaysWhetherThereIsAny(string stock, int? pieces, bool available) =>
        Assert.Equal((pieces, available), (One($"\"stock\":{stock}").Description.Product.Stock, One($"\"stock\":{stock}").Description.Product.IsAvailable));

    [Fact]
    public void Read_LargeMap_IsBoundedAndNullsAreNotTexts()
    {
        ReadProduct read = One($$"""
            "attributes":{"none":null,{{string.Join(',', Enumerable.Range(0, 60).Select(n => $"\"a{n}\":\"x\""))}}}
            """);

        Assert.Equal((50, 10), (read.Description.Product.Attributes!.Count, read.Findings.Count));
        Assert.DoesNotContain("none", read.Description.Product.Attributes.Keys);
    }
}
