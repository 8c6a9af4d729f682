using System.Text.Json;
using Personalization.Catalog;

namespace Personalization.Tests.Catalog;

public sealed class ProductHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset Day(int day) => Start.AddDays(day);

    private static Product Shop(decimal? price = null, int? stock = null, string name = "n") => new() { ProductId = "p", Name = name, Price = price, Stock = stock };

    private static Product Import(decimal? price, string name = "imported") => Shop(price, name: name) with { Imported = true };

    private static Product Described(params (Product Product, int Day)[] descriptions) =>
        descriptions.Aggregate((Product?)null, (current, one) => ProductHistory.Describe(current, one.Product, Day(one.Day)))!;

    private static string Prices(Product product) =>
        string.Join(' ', (product.PriceHistory ?? []).Select(point => $"{(point.At - Start).TotalDays}:{point.Price.ToString(System.Globalization.CultureInfo.InvariantCulture)}"));

    private static string Stocks(Product product) => string.Join(' ', (product.StockHistory ?? []).Select(point => $"{(point.At - Start).TotalDays}:{point.Stock}"));

    [Fact]
    public void Describe_NewProduct_IsAddedAndUpdatedThen()
    {
        Product product = Described((Shop(10, 5), 3));

        Assert.Equal((Day(3), Day(3), "3:10", "3:5"), (product.AddedAt, product.UpdatedAt, Prices(product), Stocks(product)));
    }

    [Fact]
    public void Describe_SameAgain_GivesTheSameObject()
    {
        Product product = Described((Shop(10, 5), 3)) with { Attributes = new Dictionary<string, string> { ["a"] = "b" } };
        Product stored = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(product, ProductCodec.Json.Product), ProductCodec.Json.Product)!;
        Product again = Shop(10, 5) with { Attributes = new Dictionary<string, string> { ["a"] = "b" } };

        Assert.Same(stored, ProductHistory.Describe(stored, again, Day(9)));
        Assert.Same(stored, ProductHistory.Describe(stored, again with { Price = null, Stock = null }, Day(9)));
        Assert.Same(stored, ProductHistory.Describe(stored, again with { Price = 10.00m }, Day(3)));
        Assert.True(ProductCodec.SameBytes(product, stored));
    }

    [Fact]
    public void Describe_WithoutPriceOrStock_LeavesThemAndTakesTheRest()
    {
        Product product = Described((Shop(10, 5), 1), (Shop(name: "new"), 2));

        Assert.Equal(("new", 10m, 5, Day(1), Day(2)), (product.Name, product.Price, product.Stock, product.AddedAt, product.UpdatedAt));
    }

    [Fact]
    public void Describe_ChangedPriceAndStock_KeepsEachWithItsTime()
    {
        Product product = Described((Shop(10, 5), 1), (Shop(12, 5), 2), (Shop(12, 0), 3), (Shop(10, 4), 4));

        Assert.Equal(("1:10 2:12 4:10", "1:5 3:0 4:4"), (Prices(product), Stocks(product)));
    }

    [Fact]
    public void Describe_ImportAfterTheShop_NeverReplacesWhatTheShopSaid()
    {
        Product shop = Described((Shop(10, 5), 5));

        Product later = ProductHistory.Describe(shop, Import(99), Day(9)), earlier = ProductHistory.Describe(shop, Import(8), Day(1));

        Assert.Equal(("n", 10m, 5, false, Day(5)), (later.Name, later.Price, later.Stock, later.Imported, later.UpdatedAt));
        Assert.Equal(("n", 10m, Day(1), "1:8 5:10"), (earlier.Name, earlier.Price, earlier.AddedAt, Prices(earlier)));
        Assert.Same(earlier, ProductHistory.Describe(earlier, Import(8), Day(1)));
    }

    [Fact]
    public void Describe_ShopAfterAnImport_ReplacesItAndKeepsItsHistory()
    {
        Product product = Described((Import(8), 1), (Shop(10), 5));

        Assert.Equal(("n", 10m, false, Day(1), "1:8 5:10"), (product.Name, product.Price, product.Imported, product.AddedAt, Prices(product)));
        Assert.Equal("n", Described((Import(8), 5), (Shop(10), 1)).Name);
    }

    [Fact]
    public void Describe_OutOfOrder_KeepsTheNewestDescription()
    {
        Product imports = Described((Import(12, "newer"), 5), (Import(10, "older"), 2));
        Product shop = Described((Shop(12, 3, "newer"), 5), (Shop(10, 7, "older"), 2));

        Assert.Equal(("newer", 12m, "2:10 5:12", Day(2)), (imports.Name, imports.Price, Prices(imports), imports.AddedAt));
        Assert.Equal(("newer", 12m, 3, "2:10 5:12", "2:7 5:3"), (shop.Name, shop.Price, shop.Stock, Prices(shop), Stocks(shop)));
    }

    [Theory]
    [InlineData("5:10 2:10", "2:10")]
    [InlineData("5:10 2:12 1:10", "1:10 2:12 5:10")]
    [InlineData("1:10 9:12 5:12", "1:10 5:12")]
    [InlineData("1:10 5:12 5:10", "1:10")]
    [InlineData("1:10 5:12 9:13 5:13", "1:10 5:13")]
    [InlineData("1:10 5:12 5:14", "1:10 5:14")]
    [InlineData("1:10 9:10 5:12", "1:10 5:12")] // The boundary: that 9 said 10 was no change when it came.
    public void Describe_PointsInAnyOrder_KeepsOnePointForEachChange(string told, string kept)
    {
        Product product = Described([.. told.Split(' ').Select(one => one.Split(':')).Select(one => (Import(int.Parse(one[1])), int.Parse(one[0])))]);

        Assert.Equal(kept, Prices(product));
    }

    [Fact]
    public void Describe_LongHistory_KeepsTheNewestPoints()
    {
        Product product = Described([.. Enumerable.Range(0, ProductHistory.Limit + 30).Select(day => (Shop(day, day), day))]);

        Assert.Equal((ProductHistory.Limit, ProductHistory.Limit), (product.PriceHistory!.Count, product.StockHistory!.Count));
        Assert.Equal((Day(30), Day(0)), (product.PriceHistory[0].At, product.AddedAt));
        Assert.Same(product, ProductHistory.Describe(product, Shop(1), Day(1)));
    }
}
