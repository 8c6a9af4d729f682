using Personalization.Catalog;
using Personalization.Common;
using Personalization.Offers;
using Personalization.Offers.Definitions;

namespace Personalization.Tests.Offers;

[Trait("Feature", "S116")]
public sealed class BundleTests
{
    private static Offer Of(decimal margin = 0, decimal floor = 0.7m, decimal? was = null) =>
        OfferMake.Offer("set", OfferKind.Bundle, new OfferStep(20, 0, 0)) with { Bundle = new OfferBundle([], 2, margin, floor) { Was = was } };

    [Fact]
    public void Price_AnyProducts_IsNeverBelowTheGuardNorDearerThanTheParts()
    {
        ulong seed = 3;
        int made = 0;
        for (int round = 0; round < 2000; round++)
        {
            int Next(int bound) => (int)((seed = StableHash.Mix(seed)) % (ulong)bound);
            Offer offer = Of(Next(100) / 100m, 0.1m + (Next(90) / 100m));
            Product[] products = [.. Enumerable.Range(0, 2 + Next(4)).Select(one => OfferMake.Product($"p{one}", Next(20_000) / 100m, Next(2) == 0 ? null : Next(25_000) / 100m))];

            if (Bundles.Price(offer, [.. products], 1 + Next(90), OfferMake.Now) is not { } bundle) continue;

            made++;
            Assert.True(bundle.Price >= products.Sum(one => Bundles.Least(one, offer.Bundle!)) && bundle.Price < products.Sum(one => one.Price), $"round {round}");
        }
        Assert.True(made > 200, $"{made} bundles");
    }

    [Fact]
    public void Price_GuardLeavesLess_TakesLessOffOrNothing()
    {
        Product[] tight = [OfferMake.Product("tent", 60, 50), OfferMake.Product("mat", 40, 38)], none = [OfferMake.Product("tent", 60, 60), OfferMake.Product("mat", 40, 45)];

        Assert.Equal(88m, Bundles.Price(Of(), [.. tight], 20, OfferMake.Now)?.Price);
        Assert.Null(Bundles.Price(Of(), [.. none], 20, OfferMake.Now));
    }

    [Fact]
    [Trait("Feature", "S115")]
    public void Lowest_PricesOfThirtyDays_IsTheLowestOfThemThatHeldWhenTheyBegan()
    {
        Assert.Equal(70m, PriorPrice.Lowest(OfferMake.Product("a", 90, null, (-60, 70), (-20, 100), (-3, 90)), OfferMake.Now));
        Assert.Equal(90m, PriorPrice.Lowest(OfferMake.Product("a", 90, null, (-60, 50), (-31, 100), (-3, 90)), OfferMake.Now));
        Assert.Equal(90m, PriorPrice.Lowest(OfferMake.Product("a", 90), OfferMake.Now));
        // What comes later says nothing of now.
        Assert.Equal(100m, PriorPrice.Lowest(OfferMake.Product("a", 90, null, (-40, 100), (1, 20)), OfferMake.Now));
    }

    [Fact]
    [Trait("Feature", "S115")]
    public void Price_DearerJustBefore_SaysTheLowestOfThirtyDaysOrNothing()
    {
        // Raised ten days ago, to be reduced now.
        Product[] raised = [OfferMake.Product("tent", 100, null, (-90, 85), (-10, 100)), OfferMake.Product("mat", 20, null, (-90, 20))];
        Product[] cheaper = [OfferMake.Product("tent", 100, null, (-90, 60), (-10, 100)), OfferMake.Product("mat", 20, null, (-90, 20))];

        Assert.Equal((96m, 105m), (Bundles.Price(Of(), [.. raised], 20, OfferMake.Now)!.Price, Bundles.Price(Of(was: 140), [.. raised], 20, OfferMake.Now)!.Was));
        Assert.Null(Bundles.Price(Of(), [.. cheaper], 20, OfferMake.Now)!.Was);
    }

    [Fact]
    [Trait("Feature", "S76")]
    public void Choose_Gift_IsTheOneLikedBestThatMayBeGiven()
    {
        Product lamp = OfferMake.Product("lamp", 30, 20), pegs = OfferMake.Product("pegs", 5), cup = OfferMake.Product("cup", 9, 4), mug = OfferMake.Product("mug", 8) with { Stock = 0 };
        Offer gift = OfferMake.Offer("gift", OfferKind.Gift) with { Gift = new OfferGift([], "Camp", 6) };
        CatalogSnapshot catalog = OfferMake.Catalog(lamp, pegs, cup, mug);

        Assert.Equal("cup", Gifts.Choose(gift, [lamp, mug, cup, pegs], OfferCart.Empty, catalog)?.ProductId);
        Assert.Equal("pegs", Gifts.Choose(gift, [lamp, mug, cup, pegs], OfferMake.Cart(cup), catalog)?.ProductId);
        Assert.Equal("pegs", Gifts.Choose(gift with { Gift = new OfferGift(["pegs", "lamp"], null, 6) }, [], OfferCart.Empty, catalog)?.ProductId);
        Assert.Null(Gifts.Choose(gift with { Gift = new OfferGift([], "Cam", 6) }, [cup], OfferCart.Empty, catalog));
    }
}
