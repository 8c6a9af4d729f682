using Personalization.Catalog;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Recommendations.Sessions;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations;

/// <summary>What each strategy proposes, and why.</summary>
public sealed class StrategyTests
{
    private static readonly CatalogSnapshot Shop = Snapshot(
        Product("jeans", "trousers", addedDay: 1), Product("chinos", "trousers", addedDay: 2), Product("belt", "leather", addedDay: 3), Product("boots", "leather", addedDay: 4));

    private static readonly ShopEvent[] Events =
    [
        .. Enumerable.Range(0, 10).SelectMany(n => new[] { Order("u" + n, n, "jeans", "belt"), View("d" + n, "jeans", n), View("d" + n, "boots", n + 1) }),
        .. Enumerable.Range(0, 3).Select(n => Order("u" + n, n, "chinos")),
    ];

    private static readonly RecommendationContext Everything = World.Context(Shop, Model(Events), Ranking(Events), scorer: new RowScorer(Model(Events)));

    private static IReadOnlyList<Item> Items(string strategy, string? product = null, Profile? profile = null) =>
        [.. Recommender.Recommend(new RecommendationRequest(strategy, product, 10, false), Everything with { Visitor = World.Permitted(profile) }).Items
            .Select(one => new Item(Everything.IdOf(one), one.Score, one.Reason.Code, Explainer.ShopperText(one, Everything.Shelf)))];

    private static string Ids(IReadOnlyList<Item> items) => string.Join(' ', items.Select(item => item.Id));

    private sealed record Item(string Id, double Score, string Code, string Text);

    [Trait("Feature", "S58")]
    [Fact]
    public void Bestsellers_OfTheShop_AreOrderedBySales()
    {
        Assert.Equal("jeans belt chinos boots", Ids([.. Items("bestsellers").OrderByDescending(item => item.Score).ThenByDescending(item => item.Id == "jeans")]));
        Assert.Equal(("bestseller", "A bestseller"), (Items("bestsellers")[0].Code, Items("bestsellers")[0].Text));
        Assert.Equal("trending", Items("trending")[0].Code);
    }

    [Trait("Feature", "S53")]
    [Trait("Feature", "S63")]
    [Fact]
    public void AlsoBought_BesideAProduct_NamesThatProduct()
    {
        Item first = Items("also_bought", "jeans")[0];

        Assert.Equal(("belt", "also_bought", "Customers who bought Name of jeans also bought this"), (first.Id, first.Code, first.Text));
        Assert.Empty(Items("also_bought", "never seen"));
    }

    [Fact]
    public void AlsoViewed_BesideAProduct_NamesThatProduct() => Assert.Equal(
        ("boots", "also_viewed", "Visitors who looked at Name of jeans also looked at this"),
        (Items("also_viewed", "jeans")[0].Id, Items("also_viewed", "jeans")[0].Code, Items("also_viewed", "jeans")[0].Text));

    [Fact]
    public void CategoryBestsellers_BesideAProduct_AreOfItsCategory()
    {
        Assert.Equal(("chinos", "A bestseller in trousers"), (Ids(Items("category_bestsellers", "jeans")), Items("category_bestsellers", "jeans")[0].Text));
        Assert.Empty(Items("category_bestsellers", "unknown"));
    }

    [Fact]
    public void Newest_OfTheShop_ComesFirst() => Assert.Equal("boots belt chinos jeans", Ids(Items("newest")));

    [Trait("Feature", "S60")]
    [Fact]
    public void RecentlyViewed_ByAVisitor_ShowsTheLastOnceAndFirst()
    {
        Profile visitor = World.Profile("d", View("d", "belt", 1), View("d", "jeans", 2), View("d", "gone", 3), View("d", "belt", 4), View("d", "boots", 5), CartAdd("d", "boots", 6));

        Assert.Equal("belt jeans", Ids(Items("recently_viewed", profile: visitor)));
        Assert.Equal("recently_viewed", Items("recently_viewed", profile: visitor)[0].Code);
        Assert.Empty(Items("recently_viewed"));
    }

    [Trait("Feature", "S61")]
    [Trait("Feature", "S72")]
    [Fact]
    public void ForYou_FromHistoryOrdersAndCart_LeavesOutWhatIsThere()
    {
        Profile looked = World.Profile("d", View("d", "jeans", 1));
        Profile bought = World.Profile("d", Order("d", 1, "belt"), View("d", "jeans", 2));
        Profile carted = World.Profile("d", CartAdd("d", "jeans", 1));

        Assert.Equal("belt boots", Ids([.. Items("for_you", profile: looked).Take(2).OrderBy(item => item.Id)]));
        Assert.Equal("jeans", Items("for_you", profile: World.Profile("d", Order("d", 1, "belt")))[0].Id);
        Assert.DoesNotContain("belt", Ids(Items("for_you", profile: bought)), StringComparison.Ordinal);
        Assert.DoesNotContain("jeans", Ids(Items("for_you", profile: carted)), StringComparison.Ordinal);
        Assert.Contains("belt", Ids(Items("for_you", profile: carted)), StringComparison.Ordinal);
        Assert.Equal(("for_you", "Goes with Name of jeans"), (Items("for_you", profile: looked)[0].Code, Items("for_you", profile: looked)[0].Text));
    }

    [Fact]
    public void ForYou_PurchaseOfAWishedProduct_WeighsAsAPurchase()
    {
        Profile wished = World.Profile("d", Order("d", 1, "jeans"), Tests.Profiles.Told.Track("w", 600, EventNames.ProductAddedToWishlist, """{"product_id":"jeans"}"""));

        Assert.Equal(Items("for_you", profile: World.Profile("d", Order("d", 1, "jeans")))[0].Score, Items("for_you", profile: wished)[0].Score);
    }

    [Fact]
    public void All_Fallbacks_ExistAndEndWithWhatIsNew() => Assert.All(Strategies.All.Values, strategy =>
    {
        Assert.All(strategy.Fallbacks, name => Assert.Contains(name, Strategies.All.Keys));
        Assert.True(strategy.Name == "new_arrivals" || strategy.Fallbacks[^1] == "new_arrivals");
        Assert.DoesNotContain(strategy.Name, strategy.Fallbacks);
    });
}
