using System.Collections.Frozen;
using Personalization.Offers;
using Personalization.Offers.Definitions;
using Personalization.Segments;

namespace Personalization.Tests.Offers;

public sealed class OfferRulesTests
{
    private static readonly OfferPerson Ana = new(OfferMake.Ana);
    private static readonly OfferCart Tent = OfferMake.Cart(OfferMake.Product("tent", 80));

    private static OfferDecision Decide(OfferPerson person, OfferCart cart, params Offer[] offers) => OfferRules.Decide(person, cart, offers, OfferFigures.None, OfferMake.Now);

    [Fact]
    [Trait("Feature", "S84")]
    public void Decide_NewAndReturning_GetTheirOwn()
    {
        Offer delivery = OfferMake.Offer("new", OfferKind.FreeDelivery) with { Audience = OfferAudience.Everybody with { Stages = [LifecycleStage.Visitor, LifecycleStage.Prospect] } };
        Offer percent = OfferMake.Percent("back", 10) with { Audience = OfferAudience.Everybody with { Stages = [LifecycleStage.Active] } };

        Assert.Equal("new", Decide(Ana with { Stage = LifecycleStage.Visitor }, Tent, delivery, percent).Given?.Offer.Id);
        Assert.Equal(("back", 8m), (Decide(Ana with { Stage = LifecycleStage.Active }, Tent, delivery, percent).Given?.Offer.Id, Decide(Ana with { Stage = LifecycleStage.Active }, Tent, delivery, percent).Given?.Worth));
        // Of whom nothing may be known nothing is presumed.
        Assert.Equal<(string, string)>([("back", "not-audience"), ("new", "not-audience")], Decide(Ana, Tent, delivery, percent).Passed);
    }

    [Theory]
    [Trait("Feature", "S118")]
    [InlineData(40, 0, 5)]
    [InlineData(120, 0, 10)]
    [InlineData(40, 500, 15)]
    [InlineData(120, 499, 10)]
    public void Decide_Ladder_GivesTheHighestStepReached(int inCart, int expected, int percent)
    {
        Offer offer = OfferMake.Offer("ladder", OfferKind.Percent, new(5, 0, 0), new(10, 100, 0), new(15, 0, 500));

        Assert.Equal(percent, Decide(Ana with { Expected = expected, Currency = "EUR" }, OfferMake.Cart(OfferMake.Product("tent", inCart)), offer).Given?.Value);
        // What is expected in another currency says nothing.
        Assert.Equal(inCart > 100 ? 10 : 5, Decide(Ana with { Expected = expected, Currency = "GEL" }, OfferMake.Cart(OfferMake.Product("tent", inCart)), offer).Given?.Value);
    }

    [Fact]
    [Trait("Feature", "S97")]
    public void Decide_TierOnly_GoesToTheTier()
    {
        Offer gold = OfferMake.Percent("gold", 20) with { Audience = OfferAudience.Everybody with { Tiers = ["Gold"] } };

        Assert.NotNull(Decide(Ana with { Tier = "gold" }, Tent, gold).Given);
        Assert.Null(Decide(Ana with { Tier = "silver" }, Tent, gold).Given);
        Assert.Null(Decide(Ana, Tent, gold).Given);
    }

    [Fact]
    public void Decide_FreeDeliveryNotReached_SaysWhatRemainsAndGivesWayToWhatIsThere()
    {
        Offer delivery = OfferMake.Offer("delivery", OfferKind.FreeDelivery) with { MinimumCart = 100, Priority = 5 };

        GivenOffer given = Decide(Ana, Tent, delivery).Given!;

        Assert.Equal((20m, 0m), (given.Remaining, Decide(Ana, OfferMake.Cart(OfferMake.Product("tent", 100)), delivery).Given!.Remaining));
        Assert.Equal("ten", Decide(Ana, Tent, delivery, OfferMake.Percent("ten", 10)).Given!.Offer.Id);
    }

    [Fact]
    public void Decide_WhyNot_IsSaid()
    {
        Offer plain = OfferMake.Percent("plain", 5);
        OfferPerson had = Ana with { Used = new Dictionary<string, (int, DateTimeOffset)> { ["PLAIN"] = (1, OfferMake.Now.AddDays(-3)) }.ToFrozenDictionary() };

        Assert.Equal("not-running", Why(Decide(Ana, Tent, plain with { End = OfferMake.Now })));
        Assert.Equal("no-id", Why(Decide(new OfferPerson(null), Tent, plain)));
        Assert.Equal("had-it", Why(Decide(had, Tent, plain)));
        Assert.Equal("pause", Why(Decide(had, Tent, plain with { PerPerson = 2, Pause = TimeSpan.FromDays(4) })));
        Assert.Equal("currency", Why(Decide(Ana, Tent, plain with { Currency = "GEL" })));
        Assert.Equal("cart-too-small", Why(Decide(Ana, Tent, plain with { MinimumCart = 81 })));
        Assert.Equal("nothing-to-give", Why(Decide(Ana, Tent, OfferMake.Offer("gift", OfferKind.Gift))));
        Assert.Equal("price-ground", Why(OfferRules.Decide(Ana, Tent, [plain], OfferFigures.None, OfferMake.Now, refusal: _ => "device")));
        Assert.Equal("another-is-better", Why(Decide(Ana, Tent, plain, OfferMake.Percent("more", 6))));

        static string Why(OfferDecision decision) => Assert.Single(decision.Passed).Why;
    }

    [Fact]
    public void Decide_AnyOffersAndCarts_NeverOverBudgetAndAlwaysTheSame()
    {
        ulong seed = 7;
        for (int round = 0; round < 500; round++)
        {
            int Next(int bound) => (int)((seed = Personalization.Common.StableHash.Mix(seed)) % (ulong)bound);
            Offer[] offers = [.. Enumerable.Range(0, 5).Select(one => OfferMake.Percent($"o{one}", 1 + Next(90)) with { Budget = new OfferBudget(Next(200), 1 + Next(9)), Priority = Next(2) })];
            OfferCart cart = OfferMake.Cart([.. Enumerable.Range(0, Next(5)).Select(one => OfferMake.Product($"p{one}", Next(9000) / 100m))]);
            OfferFigure given = new(Next(200), Next(10));
            OfferFigures figures = new(offers.ToImmutableFigures(given));

            OfferDecision decision = OfferRules.Decide(Ana, cart, offers, figures, OfferMake.Now), again = OfferRules.Decide(Ana, cart, offers.Reverse(), figures, OfferMake.Now);

            Assert.Equal(decision.Given, again.Given);
            Assert.Equal<(string, string)>(decision.Passed, again.Passed);
            if (decision.Given is not { } best) continue;
            Assert.True(given.Money + best.Worth <= best.Offer.Budget.Money && given.Count + 1 <= best.Offer.Budget.Count);
            Assert.InRange(best.Worth, 0, cart.Value("EUR"));
        }
    }
}

internal static class Figures
{
    public static System.Collections.Immutable.ImmutableDictionary<string, OfferFigure> ToImmutableFigures(this IEnumerable<Offer> offers, OfferFigure given) =>
        System.Collections.Immutable.ImmutableDictionary.CreateRange(offers.Select(one => KeyValuePair.Create(one.Id, given)));
}
