using Personalization.Catalog;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations;

/// <summary>What the catalog itself tells: what is like what, what is new, cheaper, or there again.</summary>
public sealed class CatalogStrategyTests
{
    private static string Ids(CatalogSnapshot shop, RecommendationRequest request, Profile? profile = null, double day = 30, RecommendationModel? model = null) =>
        World.Context(shop, model, profile: profile, day: day).Ids(request);

    private static RecommendationRequest Request(string strategy, string? product = null) => new(strategy, product, 8, false);

    private static Product Dropped(string id, decimal from, decimal to, int day) => Product(id) with
    {
        Price = to, PriceHistory = [new PricePoint(Told.Start.AddDays(-60), from), new PricePoint(Told.Start.AddDays(day), to)],
    };

    [Fact]
    public void NewArrivals_AndItsOldName_AreNewestFirst()
    {
        CatalogSnapshot shop = Snapshot(Product("b", addedDay: 1), Product("a", addedDay: 1), Product("c", addedDay: 2), Product("out", stock: 0, addedDay: 3));

        Assert.Equal("c a b", Ids(shop, Request("new_arrivals")));
        Assert.Equal("c a b", Ids(shop, Request("newest")));
    }

    [Trait("Feature", "S75")]
    [Fact]
    public void PriceDrop_OfThisMonth_ShowsTheLargestAndWhatWasWatchedFirst()
    {
        CatalogSnapshot shop = Snapshot(Dropped("ten", 100, 90, 20), Dropped("half", 100, 50, 20), Dropped("watched", 100, 95, 20), Dropped("old", 100, 10, -20), Product("same"));
        Profile profile = World.Profile("d", View("d", "watched", 1));
        RecommendationContext context = World.Context(shop, profile: profile);

        Assert.Equal("half ten watched", Ids(shop, Request("price_drop")));
        Assert.Equal("watched half ten", Ids(shop, Request("price_drop"), profile));
        Assert.Equal("watched_price_drop", Recommender.Recommend(Request("price_drop"), context).Items[0].Reason.Code);
        Assert.Equal("", Ids(shop, Request("price_drop"), day: 60));
    }

    [Fact]
    public void BackInStock_OfThisMonth_ShowsTheLatestFirst()
    {
        static Product Back(string id, int day) => Product(id, stock: 3) with { StockHistory = [new StockPoint(Told.Start.AddDays(-60), 0), new StockPoint(Told.Start.AddDays(day), 3)] };
        CatalogSnapshot shop = Snapshot(Back("earlier", 10), Back("later", 20), Back("long-ago", -30), Product("always", stock: 3));

        Assert.Equal("later earlier", Ids(shop, Request("back_in_stock")));
    }

    [Trait("Feature", "S64")]
    [Trait("Feature", "S67")]
    [Fact]
    public void Similar_NewProductThatNobodyHasSeen_IsLikeItsKind()
    {
        static Product Dress(string id, string name, string colour, decimal price) => Product(id, "Women / Dresses") with
        {
            Name = name, Price = price, Currency = "EUR", Brand = "Nora", Attributes = new Dictionary<string, string> { ["colour"] = colour },
        };
        CatalogSnapshot shop = Snapshot(
            Dress("new", "Red summer dress", "red", 60), Dress("red", "Red evening dress", "red", 65), Dress("blue", "Blue winter gown", "blue", 300),
            Product("shoes", "Women / Shoes") with { Name = "Shoes", Price = 60, Currency = "EUR" }, Product("drill", "Tools") with { Name = "Drill" },
            Product("scarf", "Men / Scarves") with { Name = "Red summer scarf" });

        Assert.Equal("red blue", string.Join(' ', Ids(shop, Request("similar", "new")).Split(' ')[..2]));
        Assert.Contains("scarf", Ids(shop, Request("similar", "new")), StringComparison.Ordinal);
        Assert.Equal(Ids(shop, Request("similar", "new")), Ids(shop, Request("similar", "new") with { MaxPrice = null }));
        Assert.Equal("", Ids(shop, Request("similar", "unknown")));
    }

    [Trait("Feature", "S64")]
    [Fact]
    public void Similar_NamesInGreek_ShareWords()
    {
        CatalogSnapshot shop = Snapshot(
            Product("a") with { Name = "Κόκκινο φόρεμα λινό" }, Product("b") with { Name = "Φόρεμα ΛΙΝΌ μακρύ" }, Product("c") with { Name = "Μπλε παπούτσια" });

        Assert.Equal("b", Ids(shop, Request("similar", "a")));
    }

    [Fact]
    public void Similar_WithHistory_PrefersWhatVisitorsLookAtToo()
    {
        CatalogSnapshot shop = Snapshot([.. Enumerable.Range(0, 6).Select(n => Product("p" + n, "lamps"))]);
        RecommendationModel model = Model(Enumerable.Range(0, 20).SelectMany(n => new[] { View("d" + n, "p0", n), View("d" + n, "p4", n + 1) }));

        Assert.Equal("p4", Ids(shop, Request("similar", "p0"), model: model).Split(' ')[0]);
        Assert.Equal("p1", Ids(shop, Request("similar", "p0")).Split(' ')[0]);
    }

    [Trait("Feature", "S71")]
    [Theory]
    [InlineData("vehicle:golf", "pads wipers")]
    [InlineData("vehicle:polo", "wipers")]
    [InlineData("vehicle:tank", "")]
    public void Fits_AttributeOfThatValue_KeepsToPartsForTheVehicle(string fits, string expected)
    {
        static Product Part(string id, string vehicle) => Product(id, "parts") with { Attributes = new Dictionary<string, string> { ["vehicle"] = vehicle } };
        CatalogSnapshot shop = Snapshot(Part("pads", "golf"), Part("wipers", "polo; golf"), Part("chain", "bike"), Product("mat", "parts"));

        Assert.Equal(expected, string.Join(' ', Ids(shop, new RecommendationRequest("new_arrivals", null, 8, true) { Fits = fits }).Split(' ').Order()));
        Assert.Equal(expected == "" ? "" : "wipers", Ids(shop, new RecommendationRequest("similar", "pads", 8, true) { Fits = fits }));
    }
}
