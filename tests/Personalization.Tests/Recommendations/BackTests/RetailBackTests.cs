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
    }
}
