using Personalization.Events;
using Personalization.Profiles;
using Personalization.Segments.Predictions;
using Personalization.Segments.Predictions.Learning;
using Personalization.Segments.Predictions.Visits;

namespace Personalization.Tests.Segments.Predictions;

[Trait("Feature", "S45")]
public sealed class PredictionTrainerTests
{
    private static readonly DateTimeOffset Now = LakeStory.Start.AddDays(365);
    private static readonly Lazy<PredictionModel> Fitted = new(() => Fit(LakeStory.Shop(600, 4000)));

    private static DateTimeOffset Day(double days) => LakeStory.Start.AddDays(days);

    [Fact]
    public void Run_OrdinaryShop_AnswersAndSaysHowWell()
    {
        PredictionModel model = Fitted.Value;

        Assert.Equal(["next-order", "churn", "lifetime-value", "propensity", "replenishment", "discount-affinity"], model.Cards.Select(card => card.Id));
        Assert.All(model.Cards, card => Assert.True(card.State is ModelState.Ready, $"{card.Id}: {card.Quality}"));
        Assert.All(model.Cards.Where(card => card.Id is not ("replenishment" or "lifetime-value")), card =>
        {
            Assert.True(card.Calibration!.Brier < card.Calibration.BrierOfRate);
            Assert.InRange(card.Calibration.Error, 0, 0.1);
            Assert.InRange(card.Calibration.Ranking, 0.6, 1);
            Assert.Contains("off by", card.Quality, StringComparison.Ordinal);
        });
        Assert.All(model.Cards, card => Assert.NotEmpty(card.NotFor));
        Assert.Equal("EUR", model.Currency);
    }

    [Fact]
    public void Run_LinesTwiceAndInAnotherOrder_GivesTheSameOrders()
    {
        LakeStory story = LakeStory.Shop(600, 0);
        PredictionLog log = new();
        log.AddLines(EventCodec.Join(story.Lines.Reverse()).Span);
        log.AddLines(story.Bytes);

        Assert.Equal(Fit(story).Serialize(), PredictionTrainer.Run(log, new PredictionSettings(), Now).Serialize());
    }

    [Fact]
    public void Run_SmallShop_SaysWhatIsMissing()
    {
        PredictionModel model = Fit(LakeStory.Shop(25, 100));

        Assert.All(model.Cards.Where(card => card.Id != "replenishment"), card => Assert.Equal(ModelState.TooLittleData, card.State));
        TooLittle buyers = model.Cards[0].Missing[0];
        Assert.Equal((100, true), (buyers.Needs, buyers.Has < 100));
        Assert.Contains("customers who have bought", model.Cards[0].Quality, StringComparison.Ordinal);
        Assert.Equal(PersonPredictions.None, new ProfilePredictor(model).Of(Shopper(new LakeStory().Order("1", Day(10), "ann").Order("2", Day(20), "ann")), Now));
    }

    [Fact]
    public void Run_EmptyLake_SaysThatThereIsNothing() => Assert.All(Fit(new LakeStory()).Cards.Where(card => card.Id != "replenishment"), card => Assert.Equal(ModelState.TooLittleData, card.State));

    [Fact]
    public void Build_OrderToldByPageAndServer_IsOne()
    {
        LakeStory story = new LakeStory().Order("1", Day(1), null, "phone").Order("1", Day(1.001), "ann").Step("Product Viewed", "p", Day(2), "phone", "ann")
            .Order("2", Day(3), "ann", revenue: 50).About("Order Refunded", "2", Day(4), "ann", 20).Order("3", Day(5), "ann").About("Order Cancelled", "3", Day(6), "ann")
            .Order("4", Day(7), "ben", currency: "USD");

        OrderHistories orders = Gather(story).Orders.Build();

        Assert.Equal(("EUR", 1), (orders.Currency, orders.OtherCurrencies));
        Assert.Equal([(new DateOnly(2025, 1, 2), 20.0), (new DateOnly(2025, 1, 4), 30.0)], Assert.Single(orders.People).Select(order => (order.Day, order.Value)));
    }

    [Fact]
    public void Add_MorePeopleThanFit_KeepsWholePeople()
    {
        OrderBook book = new(200);
        foreach (ReadOnlyMemory<byte> line in Enumerable.Range(0, 400).SelectMany(person => new LakeStory().Order($"{person}-1", Day(1), $"p{person}").Order($"{person}-2", Day(2), $"p{person}").Lines))
            book.Add(EventCodec.Parse(line), Personalization.Common.StableHash.Of(EventCodec.Parse(line).UserId!));

        OrderHistories orders = book.Build();

        Assert.InRange(orders.Count, 60, 200);
        Assert.True(book.OneIn >= 4);
        Assert.All(orders.People, person => Assert.Equal(2, person.Length));
    }

    [Fact]
    [Trait("Feature", "S45")]
    public void VisitFacts_OfProfileAndOfLake_AreTheSame()
    {
        LakeStory story = new LakeStory().Step("Product Viewed", "old", Day(1), "phone").Order("1", Day(1.01), null, "phone")
            .Step("Product Viewed", "a", Day(9), "phone").Step("Product Viewed", "b", Day(9).AddMinutes(2), "phone").Step("Product Viewed", "a", Day(9).AddMinutes(5), "phone")
            .Step("Product Added", "a", Day(9).AddMinutes(7), "phone");
        HashSet<VisitFacts> served = [];
        for (int seen = 3; seen <= story.Lines.Count; seen++) served.Add(VisitFacts.Of(Shopper(story, seen), EventCodec.Parse(story.Lines[seen - 1]).Timestamp.AddMinutes(1))!.Value);

        VisitExample learned = Gather(story).Visits.Build()[^1];

        Assert.Contains(learned.Visit, served);
        Assert.True(learned.Visit is { Returning: true, HadOrdered: true });
    }

    [Fact]
    public void VisitBook_OrderOfTheServer_EndsTheVisitOfTheLastDevice()
    {
        LakeStory story = new LakeStory().Step("Product Viewed", "a", Day(1), "phone", "ann").Order("1", Day(1).AddMinutes(5), "ann").Step("Product Viewed", "a", Day(2), "phone");

        Assert.Equal([true, false], Gather(story).Visits.Build().Select(visit => visit.Ordered));
    }

    [Fact]
    public void Of_CartAndLooks_RaiseThePropensityOfAnonymousVisitors()
    {
        ProfilePredictor predictor = new(Fitted.Value);
        LakeStory looks = new LakeStory().Step("Product Viewed", "a", Day(300), "x").Step("Product Viewed", "b", Day(300).AddMinutes(1), "x");
        DateTimeOffset now = Day(300).AddMinutes(4);

        double looking = predictor.Of(Shopper(looks), now).Propensity!.Value;
        PersonPredictions carted = predictor.Of(Shopper(looks.Step("Product Added", "b", Day(300).AddMinutes(2), "x")), now);

        Assert.True(carted.Propensity > 2 * looking, $"{carted.Propensity} is not above twice {looking}");
        Assert.True(carted.LifetimeValue > 0);
        Assert.Null(carted.ChurnRisk);
        Assert.Null(predictor.Of(Shopper(looks), now.AddHours(2)).Propensity);
    }

    [Fact]
    public void Of_Buyers_TellsTheSilentFromTheFaithful()
    {
        ProfilePredictor predictor = new(Fitted.Value);
        LakeStory faithful = new(), silent = new(), once = new LakeStory().Order("1", Day(300), "cyd");
        for (int order = 0; order < 8; order++) (_, _) = (faithful.Order($"f{order}", Day(300 + (order * 9)), "ann"), silent.Order($"s{order}", Day(10 + (order * 9)), "ben"));

        PersonPredictions ann = predictor.Of(Shopper(faithful), Now), ben = predictor.Of(Shopper(silent), Now), cyd = predictor.Of(Shopper(once), Now);

        Assert.True(ann.ChurnRisk < 0.3 && ben.ChurnRisk > 0.7, $"{ann.ChurnRisk}, {ben.ChurnRisk}");
        Assert.True(ann.LifetimeValue > 3 * ben.LifetimeValue);
        Assert.True(ann.NextOrder > Now && ben.NextOrder is null);
        Assert.True(cyd is { ChurnRisk: null, Alive: null, DiscountAffinity: null, ExpectedOrders: > 0 });
    }

    [Fact]
    public void Deserialize_StoredModel_IsTheSame() => Assert.Equal(Fitted.Value.Serialize(), PredictionModel.Deserialize(Fitted.Value.Serialize()).Serialize());

    private static PredictionLog Gather(LakeStory story)
    {
        PredictionLog log = new();
        log.AddLines(story.Bytes);
        return log;
    }

    private static PredictionModel Fit(LakeStory story) => PredictionTrainer.Run(Gather(story), new PredictionSettings(), Now);

    private static Profile Shopper(LakeStory story, int events = int.MaxValue)
    {
        ShopEvent[] said = [.. story.Lines.Take(events).Select(EventCodec.Parse)];
        return ProfileRules.Apply(new Profile { Key = PersonKey.Of(said[0]) }, said).Profile;
    }
}
