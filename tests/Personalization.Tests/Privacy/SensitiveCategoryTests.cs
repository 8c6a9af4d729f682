using System.Collections.Frozen;
using Personalization.Catalog;
using Personalization.Privacy;
using Personalization.Profiles;
using static Personalization.Tests.Profiles.Told;

namespace Personalization.Tests.Privacy;

[Trait("Feature", "S34")]
public sealed class SensitiveCategoryTests
{
    private static readonly SensitiveCategories Health = new(["Health", "Books / Faith"]);

    private static readonly CatalogSnapshot Shop = new("c", new[]
    {
        new Product { ProductId = "pill", Name = "Pill", Category = "health / Medicine" }, new Product { ProductId = "psalm", Name = "Psalms", Category = "Books / Faith" },
        new Product { ProductId = "novel", Name = "Novel", Category = "Books / Novels" }, new Product { ProductId = "tea", Name = "Tea", Category = "Healthy food" },
    }.ToFrozenDictionary(one => one.ProductId, StringComparer.Ordinal));

    private static Profile Seen(params (string Product, double Minute)[] views) => Profile([.. views.Select(view =>
        Track($"{view.Product}-{view.Minute}", view.Minute * 60, "Product Viewed", $$"""{"product_id":"{{view.Product}}"}"""))]);

    private static string Kept(Profile profile, double minute) =>
        string.Join(' ', Health.ForLists(profile, Shop, Start.AddMinutes(minute)).Interactions.Select(one => one.ProductId).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("pill", true)]
    [InlineData("psalm", true)]
    [InlineData("novel", false)]
    [InlineData("tea", false)]
    [InlineData("unknown", false)]
    public void IsSensitive_GoesByWholeLevelsOfTheCategory(string product, bool sensitive) => Assert.Equal(sensitive, Health.IsSensitive(Shop.Find(product)));

    [Fact]
    public void ForLists_PresentVisit_IsUsedAndLaterForgotten()
    {
        Profile profile = Seen(("pill", 0), ("novel", 10), ("psalm", 20));

        Assert.Equal("novel pill psalm", Kept(profile, 21));
        Assert.Equal("novel pill psalm", Kept(profile, 49));
        Assert.Equal("novel", Kept(profile, 51));
    }

    [Fact]
    public void ForLists_LaterVisit_HasNothingOfTheEarlierOne() => Assert.Equal("novel psalm", Kept(Seen(("pill", 0), ("novel", 10), ("psalm", 120)), 121));

    [Fact]
    public void ForLists_Orders_LoseTheirSensitiveLines()
    {
        Profile profile = Profile(Track("o", 0, "Order Completed", """{"order_id":"1","products":[{"product_id":"pill"},{"product_id":"novel"}]}"""));
        Profile later = Health.ForLists(profile, Shop, Start.AddDays(1));

        Assert.Equal("novel", Assert.Single(Assert.Single(later.Orders).Said!.Lines).ProductId);
        Assert.Same(profile, SensitiveCategories.None.ForLists(profile, Shop, Start.AddDays(1)));
    }
}
