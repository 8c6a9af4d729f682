using System.Xml.Linq;
using Personalization.Catalog;
using Personalization.Catalog.Demo;
using Personalization.Events;

namespace Personalization.Tests.Catalog.Demo;

public sealed class DemoShopTests(DemoStoryFixture story) : IClassFixture<DemoStoryFixture>
{
    private static readonly string[] Languages = ["ar", "el", "en", "fa", "ru"];

    [Fact]
    public void Create_SameSeedAndTime_GivesTheSameBytes()
    {
        DemoShop again = DemoShop.Create(DemoStoryFixture.Seed, DemoStoryFixture.Now);

        Assert.Equal(story.Lines.Take(3000), again.Events(0, 200).Take(3000), ReadOnlyMemoryBytes.Comparer);
        Assert.Equal(Texts(story.Shop), Texts(again));
    }

    [Fact]
    public void Create_OtherSeed_GivesAnotherShop()
    {
        DemoShop other = DemoShop.Create(DemoStoryFixture.Seed + 1, DemoStoryFixture.Now);

        Assert.NotEqual(Texts(story.Shop), Texts(other));
        Assert.Empty(story.Events.Select(one => one.MessageId).Intersect(other.Events(0, 100).Select(line => EventCodec.Parse(line).MessageId)));
    }

    [Fact]
    public void Events_ReadInSlices_AreTheSameAsInOnePiece()
    {
        IEnumerable<ReadOnlyMemory<byte>> sliced = new[] { (0, 7), (7, 1), (8, 92) }.SelectMany(slice => story.Shop.Events(slice.Item1, slice.Item2));

        Assert.Equal(story.Shop.Events(0, 100), sliced, ReadOnlyMemoryBytes.Comparer);
        Assert.Empty(story.Shop.Events(DemoShop.Shoppers, 10));
        Assert.NotEmpty(story.Shop.Events(DemoShop.Shoppers - 5, 100));
    }

    [Fact]
    public void Events_All_AreInOrderWithinTheWindowAndKnowTheirProducts()
    {
        Dictionary<string, Product> products = story.Shop.Products.GroupBy(one => one.Product.ProductId).ToDictionary(one => one.Key, one => one.First().Product);

        Assert.InRange(story.Events.Count, 50_000, 70_000);
        Assert.Equal(story.Events.Count, story.Events.Select(one => one.MessageId).Distinct().Count());
        Assert.All(story.Events, one => Assert.InRange(one.Timestamp, DemoStoryFixture.Now.AddDays(-60), DemoStoryFixture.Now));
        Assert.All(story.Events, one => Assert.True(one.ReceivedAt <= DemoStoryFixture.Now));
        Assert.All(story.Events.SelectMany(DemoStoryFixture.ProductsOf).Distinct(), id => Assert.Contains(id, products));
        Assert.All(story.ByShopper, shopper => Assert.Equal(shopper.Select(one => one.Timestamp).Order(), shopper.Select(one => one.Timestamp)));
        // Grouped by shopper: each shopper's lines stand in one piece.
        Assert.Equal(story.ByShopper.Count, story.Events.Zip(story.Events.Skip(1)).Count(pair => pair.First.AnonymousId != pair.Second.AnonymousId) + 1);
    }

    [Fact]
    public void Events_All_HaveTheNamesOfTheSpec()
    {
        string[] names = [.. story.Events.Where(one => one.Type is EventType.Track).Select(one => one.Event!).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(
            [
                EventNames.CartViewed, EventNames.CheckoutStarted, EventNames.OrderCompleted, EventNames.OrderRefunded, EventNames.ProductAdded,
                EventNames.ProductListViewed, EventNames.ProductViewed, EventNames.ProductsSearched,
            ], names.Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.Equal(name, EventVocabulary.Default.Canonical(name)));
    }

    [Fact]
    public void Products_All_AreDescribedInFiveLanguagesWithPictures()
    {
        Product[] products = [.. story.Shop.Products.Select(one => one.Product).DistinctBy(product => product.ProductId)];

        Assert.InRange(products.Length, 480, 520);
        Assert.Equal(8, products.Select(product => product.Category!.Split(" / ")[0]).Distinct().Count());
        Assert.Equal(products.Length, products.Select(product => product.Name).Distinct().Count());
        Assert.All(products, product => Assert.Equal(Languages, product.Names!.Keys.Order(StringComparer.Ordinal)));
        foreach (string language in Languages)
            Assert.Equal(products.Length, products.Select(product => product.Names![language]).Distinct().Count());
        Assert.All(products, product => Assert.True(product is { Brand.Length: > 0, Price: > 0, Currency: "EUR", Description.Length: > 0 }));
        Assert.True(products.Count(product => product.Attributes is { } attributes && attributes.ContainsKey("colour") && attributes.ContainsKey("material")) > 200);
        Assert.True(products.Count(product => product.Attributes is { } attributes && attributes.ContainsKey("size")) > 100);
        Assert.All(products, Picture);
        // Eight colours and unpainted, in each category that has them.
        Assert.InRange(products.Select(product => product.ImageUrl).Distinct().Count(), 55, 72);
    }

    [Fact]
    public void Products_OverTime_ChangePricesAndSellOut()
    {
        Assert.Equal(story.Shop.Products.Select(one => one.At).Order(), story.Shop.Products.Select(one => one.At));
        Assert.All(story.Shop.Products, one => Assert.InRange(one.At, DemoStoryFixture.Now.AddDays(-60), DemoStoryFixture.Now));
        Product[] now =
        [
            .. story.Shop.Products.GroupBy(one => one.Product.ProductId)
                .Select(one => one.Aggregate((Product?)null, (known, next) => ProductHistory.Describe(known, next.Product, next.At))!),
        ];

        Assert.InRange(now.Count(product => !product.IsAvailable), 4, 40);
        Assert.InRange(now.Count(product => product.PriceHistory!.Count > 1), 40, 160);
        Assert.InRange(now.Count(product => product.AddedAt > DemoStoryFixture.Now.AddDays(-59)), 10, 60);
    }

    private static void Picture(Product product)
    {
        const string Start = "data:image/svg+xml,";
        Assert.StartsWith(Start, product.ImageUrl, StringComparison.Ordinal);
        Assert.InRange(product.ImageUrl!.Length, 100, 699);
        Assert.Equal("svg", XDocument.Parse(Uri.UnescapeDataString(product.ImageUrl[Start.Length..])).Root!.Name.LocalName);
    }

    private static IEnumerable<string> Texts(DemoShop shop) =>
        shop.Products.Select(one => $"{one.At:O} {System.Text.Json.JsonSerializer.Serialize(one.Product, ProductCodec.Json.Product)}");
}
