using Personalization.Catalog;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations;

/// <summary>Lists of what a visitor did.</summary>
public sealed class HistoryStrategyTests
{
    private const double Day = 24 * 60;

    private static readonly CatalogSnapshot Shop = Snapshot([.. new[] { "bag", "cream", "food", "lamp", "pen", "rug", "tea", "vase" }.Select(id => Product(id))]);

    private static string Ids(string strategy, Profile profile, RecommendationRequest? request = null, double day = 30, ActivityRanking? ranking = null, RecommendationModel? model = null) =>
        World.Context(Shop, model, ranking, profile, day).Ids((request ?? new RecommendationRequest(strategy, null, 8, false)) with { Strategy = strategy });

    private static ShopEvent Saved(string person, string product, double minute) =>
        Told.Track($"w{product}{minute}", minute * 60, EventNames.ProductAddedToWishlist, $$"""{"product_id":"{{product}}"}""", null, person);

    private static ShopEvent Scan(string person, string product, double minute) =>
        Told.Track($"s{product}{minute}", minute * 60, EventNames.ProductScanned, $$"""{"product_id":"{{product}}","store_id":"corner"}""", null, person);

    [Trait("Feature", "S60")]
    [Fact]
    public void ContinueShopping_CartSavedAndSeen_ShowsWhatWasBegunAndNotBought()
    {
        Profile profile = World.Profile(
            "d", View("d", "rug", 1), View("d", "pen", 2), CartAdd("d", "bag", 3), Saved("d", "vase", 4), View("d", "tea", 5), Order("d", 6, "tea"), View("d", "gone", 7));
        RecommendationContext context = World.Context(Shop, profile: profile, day: 0);

        IReadOnlyList<Candidate> items = Recommender.Recommend(new RecommendationRequest("continue_shopping", null, 8, false), context).Items;

        Assert.Equal("bag vase pen rug", context.Ids(items));
        Assert.Equal("left_in_cart saved_for_later recently_viewed recently_viewed", string.Join(' ', items.Select(item => item.Reason.Code)));
    }

    [Trait("Feature", "S61")]
    [Fact]
    public void ContinueShopping_CartOfTheRequest_IsNotShownAgain() =>
        Assert.Equal("bag", Ids("continue_shopping", World.Profile("d", CartAdd("d", "bag", 1), CartAdd("d", "pen", 2)), new RecommendationRequest("", null, 8, false) { Cart = ["pen"] }));

    [Fact]
    public void ContinueShopping_SeenAgainAfterBuying_IsBegunAnew() =>
        Assert.Equal("tea", Ids("continue_shopping", World.Profile("d", Order("d", 1, "tea"), View("d", "tea", Day)), ranking: Ranking(Refills("tea", 5, 3))));

    [Trait("Feature", "S11")]
    [Trait("Feature", "S12")]
    [Fact]
    public void RecentlyViewed_ScannedInAShop_CountsAsLooking()
    {
        Profile profile = World.Profile("d", View("d", "pen", 1), Scan("d", "lamp", 2));
        RecommendationContext context = World.Context(Shop, profile: profile);

        IReadOnlyList<Candidate> items = Recommender.Recommend(new RecommendationRequest("recently_viewed", null, 8, false), context).Items;

        Assert.Equal(("lamp pen", "recently_scanned recently_viewed"), (context.Ids(items), string.Join(' ', items.Select(item => item.Reason.Code))));
    }

    [Trait("Feature", "S62")]
    [Fact]
    public void RecentlyViewed_SessionOfTheRequest_ComesBeforeWhatEventsTold() => Assert.Equal(
        "rug vase pen", Ids("recently_viewed", World.Profile("d", View("d", "pen", 1)), new RecommendationRequest("", "tea", 8, false) { Session = ["vase", "gone", "tea", "rug"] }));

    [Trait("Feature", "S62")]
    [Fact]
    public void ForYou_SessionOfTheRequest_CountsAtOnce()
    {
        RecommendationModel model = Model(Enumerable.Range(0, 30).SelectMany(n => new[] { View("a" + n, "pen", n), View("a" + n, "rug", n + 1), View("b" + n, "tea", n), View("b" + n, "vase", n + 1) }));
        Profile profile = World.Profile("d", View("d", "pen", 1));

        Assert.Equal("rug", Ids("for_you", profile, model: model));
        Assert.Contains("vase", Ids("for_you", profile, new RecommendationRequest("", null, 8, false) { Session = ["tea"] }, model: model), StringComparison.Ordinal);
    }

    [Trait("Feature", "S47")]
    [Fact]
    public void Repurchase_ByOwnIntervals_ShowsWhatIsDue()
    {
        Profile profile = World.Profile("d", Order("d", 0, "cream", "food"), Order("d", 20 * Day, "cream"), Order("d", 10 * Day, "food"), Order("d", 20 * Day + 1, "food"), Order("d", 5, "lamp"));

        Assert.Equal("food", Ids("repurchase", profile, day: 30)); // Every ten days; the cream lasts for twenty.
        Assert.Equal(["cream", "food"], Ids("repurchase", profile, day: 40).Split(' ').Order());
        Assert.Equal("", Ids("repurchase", profile, day: 21));
        Assert.Equal("buy_again", Recommender.Recommend(new RecommendationRequest("repurchase", null, 1, false), World.Context(Shop, profile: profile)).Items[0].Reason.Code);
    }

    [Trait("Feature", "S47")]
    [Fact]
    public void Repurchase_BoughtOnce_GoesByWhatOthersDo()
    {
        ActivityRanking ranking = Ranking(Refills("tea", 14, 3));
        Profile profile = World.Profile("d", Order("d", 0, "tea", "lamp"));

        Assert.Equal(14, ranking.Intervals["tea"]);
        Assert.Equal("tea", Ids("repurchase", profile, day: 15, ranking: ranking));
        Assert.Equal("", Ids("repurchase", profile, day: 5, ranking: ranking));
        Assert.Equal("", Ids("repurchase", profile, day: 15, ranking: Ranking(Refills("tea", 14, 2)))); // Two who came back say little.
    }

    [Trait("Feature", "S49")]
    [Fact]
    public void SimilarCustomers_LikeHistories_LikeTheSame()
    {
        // Who has bought pens buys rugs; who has bought rugs buys vases: a pen's owner may like both, the rug first.
        RecommendationModel model = Model(Enumerable.Range(0, 30).SelectMany(n => new[] { Order("u" + n, n, "pen", "rug"), Order("v" + n, n, "rug", "vase"), Order("w" + n, n, "tea", "bag") }));

        Assert.Equal("rug vase", Ids("similar_customers", World.Profile("u99", Order("u99", 1, "pen")), model: model));
        Assert.Equal("bag", Ids("similar_customers", World.Profile("d", Saved("d", "tea", 1)), model: model));
        Assert.Equal("", Ids("similar_customers", World.Profile("d", View("d", "pen", 1)), model: model));
    }

    [Fact]
    public void Owned_GivenBackOrCancelled_MayBeShownAgain()
    {
        RecommendationModel model = Model(Enumerable.Range(0, 30).SelectMany(n => new[] { View("a" + n, "pen", n), View("a" + n, "rug", n + 1) }));

        Assert.Equal("rug", Ids("for_you", World.Profile("d", View("d", "pen", 1)), model: model).Split(' ')[0]);
        Assert.DoesNotContain("rug", Ids("for_you", World.Profile("d", Order("d", 0, "rug"), View("d", "pen", 1)), model: model), StringComparison.Ordinal);
        Assert.Contains("rug", Ids("for_you", World.Profile("d", Order("d", 0, "rug"), Refund("d", 1, "rug"), View("d", "pen", 2)), model: model), StringComparison.Ordinal);
    }

    private static IEnumerable<ShopEvent> Refills(string product, int days, int people) =>
        Enumerable.Range(0, people).SelectMany(n => new[] { Order("u" + n, n, product), Order("u" + n, (days * Day) + n, product) });
}
