using Personalization.Recommendations;
using Personalization.Recommendations.BackTests;
using Personalization.Recommendations.Pairs;
using Personalization.Recommendations.Sessions;

namespace Personalization.Tests.Recommendations.BackTests;

/// <summary>What is learned from a real shop's first orders, tested by its later ones. Lists are filled up with bestsellers, as the strategies do it.</summary>
public sealed class RetailBackTests
{
    [Trait("Feature", "S53")]
    [Theory]
    [InlineData(0.4)]
    [InlineData(0.5)]
    [InlineData(0.6)]
    [InlineData(0.7)]
    [InlineData(0.8)]
    public async Task AlsoBought_OrdersAfterACut_BeatsBestsellersAndPlainCounts(double share)
    {
        Cut cut = await Cut.AtAsync(share);

        BackTestScore bought = cut.Baskets(new RowPredictor(PairRows.Bought(cut.Known)));

        AssertBetter(bought, cut.Baskets(cut.Bestsellers));
        AssertBetter(bought, cut.Baskets(new PlainCounts(cut.Known)));
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(0.5)]
    [InlineData(0.6)]
    [InlineData(0.7)]
    [InlineData(0.8)]
    public async Task History_CustomersOrdersAfterACut_BeatsBestsellersAndPlainCounts(double share)
    {
        Cut cut = await Cut.AtAsync(share);

        BackTestScore history = cut.Histories(new HistoryPredictor(PairRows.Together(cut.Known)));

        AssertBetter(history, cut.Histories(cut.Bestsellers));
        AssertBetter(history, cut.Histories(new PlainCounts(cut.Known)));
    }

    [Fact]
    public async Task History_WithoutWhatTheCustomerHas_LosesMostOfItsHits()
    {
        Cut cut = await Cut.AtAsync(0.5);
        NeighbourRows rows = PairRows.Together(cut.Known);

        Assert.True(cut.Histories(new HistoryPredictor(rows, ownWeight: 0)).HitRate < 0.5 * cut.Histories(new HistoryPredictor(rows)).HitRate);
    }

    private static void AssertBetter(BackTestScore better, BackTestScore worse)
    {
        Assert.Equal(better.Tries, worse.Tries);
        Assert.True(better.HitRate > worse.HitRate && better.Mrr > worse.Mrr, $"{better} is not better than {worse}");
    }

    private sealed record Cut(ShoppingLog Log, uint From, ShoppingLog Known)
    {
        public ISessionPredictor Bestsellers => PopularityPredictor.ByOrders(Known);

        public static async Task<Cut> AtAsync(double share)
        {
            ShoppingLog log = await RetailLog.ReadAsync();
            uint from = RetailLog.Cut(log, share);
            return new Cut(log, from, log.Before(from));
        }

        public BackTestScore Baskets(ISessionPredictor predictor) => BasketBackTest.Score(new FilledPredictor(predictor, Bestsellers), Log, From);

        public BackTestScore Histories(ISessionPredictor predictor) => HistoryBackTest.Score(new FilledPredictor(predictor, Bestsellers), Log, From);
    }
}
