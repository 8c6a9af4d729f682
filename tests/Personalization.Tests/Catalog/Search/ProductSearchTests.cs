using Personalization.Catalog;
using Personalization.Catalog.Search;

namespace Personalization.Tests.Catalog.Search;

[Trait("Feature", "S90")]
public sealed class ProductSearchTests(DemoCatalog demo) : IClassFixture<DemoCatalog>
{
    private static readonly Product[] Shop =
    [
        new() { ProductId = "a", Name = "Canvas sneakers", Category = "Shoes", Brand = "Nova", Price = 40, Currency = "EUR", Attributes = new Dictionary<string, string> { ["color"] = "Navy", ["size"] = "41;42" } },
        new() { ProductId = "b", Name = "Leather sneakers", Category = "Shoes", Brand = "Blue Moon", Price = 90, Currency = "EUR", Attributes = new Dictionary<string, string> { ["color"] = "White", ["size"] = "42" } },
        new() { ProductId = "c", Name = "Blue jeans", Category = "Clothes", Brand = "Nova", Price = 60, Currency = "EUR", Stock = 0 },
    ];

    [Theory]
    [InlineData("tent", "tent-")]
    [InlineData("tents", "tent-")]
    [InlineData("tnet", "tent-")]
    [InlineData("slepping bagg", "sleepingbag-")]
    [InlineData("sleepingbag", "sleepingbag-")]
    [InlineData("палатку", "tent-")]
    [InlineData("полатка", "tent-")]
    [InlineData("рюкзаки", "backpack-")]
    [InlineData("σκηνες", "tent-")]
    [InlineData("κουβερτα", "blanket-")]
    [InlineData("پتوی", "blanket-")]
    [InlineData("کوله پشتی", "backpack-")]
    [InlineData("الخيمة", "tent-")]
    [InlineData("بطانيات", "blanket-")]
    [InlineData("rucksack", "backpack-")]
    [InlineData("чашка", "cups-")]
    [InlineData("kett", "kettle-")]
    public void Search_WordInAnyFormLanguageOrSpelling_FindsTheThing(string text, string type)
    {
        SearchAnswer answer = demo.Search.Search(new CatalogQuery(text, 3));

        Assert.NotEmpty(answer.Hits);
        Assert.All(answer.Hits, hit => Assert.StartsWith(type, hit.Product.ProductId, StringComparison.Ordinal));
    }

    [Fact]
    public void Search_WordThatTheCatalogDoesNotHave_FindsNothingAndSaysSo()
    {
        SearchAnswer answer = demo.Search.Search(new CatalogQuery("smartwatch", 5));

        Assert.Empty(answer.Hits);
        Assert.Equal("smartwatch", Assert.Single(answer.Unknown));
    }

    [Theory]
    [InlineData("blue", "a c")]
    [InlineData("navy", "a")]
    [InlineData("μπλε", "a c")]
    [InlineData("سفید", "b")]
    public void Search_ColorInAnyLanguage_MeetsAttributesKindsAndNames(string color, string ids) =>
        Assert.Equal(ids, DemoCatalog.Ids(DemoCatalog.Of(Shop).Search(new CatalogQuery(null, 5) { Color = color })));

    [Fact]
    public void Search_WishThatNothingMeets_IsLetGoOfByName()
    {
        ProductSearch search = DemoCatalog.Of(Shop);

        SearchAnswer green = search.Search(new CatalogQuery("sneakers", 5) { Color = "green", MaxPrice = 50 });
        SearchAnswer strict = search.Search(new CatalogQuery("sneakers", 5) { Color = "green", Relax = false });

        Assert.Equal(("a", "color"), (DemoCatalog.Ids(green), Assert.Single(green.Relaxed)));
        Assert.Empty(strict.Hits);
    }

    [Fact]
    public void Search_SoldOut_StaysOutWhileThereIsSomethingElse()
    {
        ProductSearch search = DemoCatalog.Of(Shop);

        Assert.Equal("a", DemoCatalog.Ids(search.Search(new CatalogQuery(null, 5) { Brand = "nova", InStock = true })));
        SearchAnswer jeans = search.Search(new CatalogQuery("jeans", 5) { InStock = true });
        Assert.Equal(("c", "stock"), (DemoCatalog.Ids(jeans), Assert.Single(jeans.Relaxed)));
    }

    [Fact]
    public void Search_Filters_AreAllMet()
    {
        ProductSearch search = DemoCatalog.Of(Shop);

        Assert.Equal("b", DemoCatalog.Ids(search.Search(new CatalogQuery("sneakers", 5) { Size = "42", MinPrice = 50 })));
        Assert.Equal("a b", DemoCatalog.Ids(search.Search(new CatalogQuery(null, 5) { Category = "shoes", Order = SearchOrder.PriceUp })));
        Assert.Equal("b a", DemoCatalog.Ids(search.Search(new CatalogQuery(null, 5) { Category = "shoes", Order = SearchOrder.PriceDown })));
    }

    [Fact]
    public void Search_SameQuery_HasTheSameAnswerInTheSameOrder()
    {
        CatalogQuery query = new("hiking", 20);

        Assert.Equal(DemoCatalog.Ids(demo.Search.Search(query)), DemoCatalog.Ids(ProductSearch.Build(demo.Catalog).Search(query)));
    }

    [Fact]
    public void Search_Goods_NeverGivesContentNorItsWords()
    {
        Assert.DoesNotContain(demo.Search.Search(new CatalogQuery(null, 10_000)).Hits, hit => hit.Product.IsContent);
        Assert.Empty(demo.Search.Search(new CatalogQuery("softener", 5)).Hits);
        Assert.Equal("guide-care-wool", demo.Search.Search(new CatalogQuery("softener wool", 1) { Content = true }).Hits[0].Product.ProductId);
    }
}
