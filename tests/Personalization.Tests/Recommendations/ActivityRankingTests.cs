using Personalization.Events;
using Personalization.Recommendations;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations;

public sealed class ActivityRankingTests
{
    private const double Day = 24 * 60;

    private static IEnumerable<ShopEvent> Times(int times, Func<int, ShopEvent> one) => Enumerable.Range(0, times).Select(one);

    private static string Ids(IEnumerable<RankedProduct> ranked) => string.Join(' ', ranked.Select(one => one.ProductId));

    [Trait("Feature", "S58")]
    [Fact]
    public void From_Orders_PutsTheBestSellingFirst()
    {
        ActivityRanking ranking = Ranking(
        [
            .. Times(9, n => Order("u" + n, n, "most")), .. Times(5, n => Order("u" + n, n, "less")),
            .. Times(30, n => CartAdd("d", "carted", n)), .. Times(40, n => View("d", "viewed", n)),
        ]);

        Assert.Equal("most less carted viewed", Ids(ranking.Bestsellers));
        Assert.Equal(9, ranking.Bestsellers[0].Purchases);
        Assert.Equal(30, ranking.Products["carted"].CartAdds);
    }

    [Fact]
    public void From_OldSales_WeighLessThanNewOnes()
    {
        ActivityRanking ranking = Ranking([.. Times(10, n => Order("u" + n, n, "old")), .. Times(6, n => Order("u" + n, (14 * Day) + n, "new"))]);

        Assert.Equal("new old", Ids(ranking.Bestsellers)); // Half a life later ten count as five.
        Assert.Equal(10, ranking.Products["old"].Purchases);
    }

    [Fact]
    public void From_RefundsOfLaterDays_AreTakenOffTheSales()
    {
        ActivityRanking ranking = Ranking(
        [
            .. Times(9, n => Order("u" + n, n, "returned")), .. Times(8, n => Refund("u" + n, Day + n, "returned")), .. Times(3, n => Order("u" + n, n, "kept")),
            Order("u1", 5, "all"), Refund("u1", Day, "all"),
        ]);

        Assert.Equal("kept returned", Ids(ranking.Bestsellers));
    }

    [Trait("Feature", "S58")]
    [Trait("Feature", "S59")]
    [Fact]
    public void From_SuddenAttention_TrendsAboveSteadyAttention()
    {
        ShopEvent[] steady = [.. Times(400, n => View("d", "steady", n * Day / 10))];
        ShopEvent[] rising = [.. Times(15, n => View("d", "rising", (40 * Day) - n))];

        Assert.Equal("steady rising", Ids(Ranking([.. steady, .. rising]).Bestsellers));
        Assert.Equal("rising steady", Ids(Ranking([.. steady, .. rising]).Trending));
    }

    [Fact]
    public void From_HandfulOfViews_IsNoTrend() =>
        Assert.Equal("steady single", Ids(Ranking([.. Times(400, n => View("d", "steady", n * Day / 10)), View("d", "single", 40 * Day)]).Trending));

    [Fact]
    public void From_SalesOfLongAgo_StillRankAboveNoneAndNeverTrend()
    {
        ActivityRanking ranking = Ranking([.. Times(10, n => Order("u" + n, n, "ancient")), View("d", "seen", 200 * Day)]);

        Assert.Equal("ancient seen", Ids(ranking.Bestsellers));
        Assert.Equal("seen", Ids(ranking.Trending));
        Assert.Equal(10, ranking.Products["ancient"].Purchases);
    }

    [Trait("Feature", "S59")]
    [Fact]
    public void From_OneMoreEvent_IsInTheRankingAtOnce()
    {
        ShopEvent[] events = [Order("u1", 0, "a"), Order("u2", 1, "b"), Order("u3", 2, "b")];

        Assert.Equal("b a", Ids(Ranking(events).Bestsellers));
        Assert.Equal("a b", Ids(Ranking([.. events, Order("u4", 3, "a"), Order("u5", 4, "a")]).Bestsellers));
    }

    [Fact]
    public void From_Ties_AreOrderedById() =>
        Assert.Equal("a b c", Ids(Ranking([Order("u1", 0, "c"), Order("u2", 0, "a"), Order("u3", 0, "b")]).Bestsellers));

    [Trait("Feature", "S67")]
    [Fact]
    public void From_Nothing_IsAnEmptyRanking() => Assert.Equal((0, 0, "empty"), (ActivityRanking.Empty.Bestsellers.Count, ActivityRanking.Empty.Trending.Count, ActivityRanking.Empty.Version));
}
