using Personalization.Events;
using Personalization.Profiles;
using Personalization.Segments.Predictions;
using Personalization.Segments.Predictions.Models;

namespace Personalization.Tests.Segments.Predictions;

[Trait("Feature", "S45")]
public sealed class PersonReadingTests
{
    private static readonly DateTimeOffset Now = LakeStory.Start.AddDays(100);

    private static readonly PredictionModel Model = PredictionModel.None with
    {
        FittedAt = LakeStory.Start, Currency = "EUR", Timing = new BgNbd(0.5, 4, 0.8, 2.5), Worth = new GammaGamma(6, 4, 15), TellsChurn = true, TellsDiscounts = true, FirstValue = 20,
        Cards =
        [
            .. new[] { "next-order", "churn", "lifetime-value", "discount-affinity" }.Select(id => Card(id) with { State = ModelState.Ready }),
            Card("propensity") with { State = ModelState.TooLittleData, Missing = [new("visits to learn from", 7, 500)], Quality = "Too little data to say anything." },
        ],
    };

    [Fact]
    public void Of_OneOrder_SaysWhatIsMissingInsteadOfARisk()
    {
        PersonReading reading = PersonReading.Of(Model, Shopper(new LakeStory().Order("1", LakeStory.Start.AddDays(60), "ann")), Now);

        Assert.Equal((null, new TooLittle("days with an order", 1, 2)), (Find(reading, "churnRisk").Value, Find(reading, "churnRisk").Missing));
        Assert.Equal((null, new TooLittle("orders of this person", 1, 2)), (Find(reading, "discountAffinity").Value, Find(reading, "discountAffinity").Missing));
        Assert.Equal(new TooLittle("visits to learn from", 7, 500), Find(reading, "propensity").Missing);
        Assert.InRange(Find(reading, "expectedOrders").Value!.Value, 0.01, 10);
        Assert.Equal("EUR", Find(reading, "lifetimeValue").Unit);
        Assert.Contains("1 orders since 2025-03-02", reading.Because[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OrdersInAnotherCurrency_SaysSo()
    {
        PersonReading reading = PersonReading.Of(Model, Shopper(new LakeStory().Order("1", LakeStory.Start, "ann", currency: "USD")), Now);

        Assert.All(["orderProbability", "expectedOrders", "nextOrder", "churnRisk", "lifetimeValue"], name => Assert.Equal("Too little data: no order in EUR", Find(reading, name).Text));
    }

    [Fact]
    public void Of_NothingFitted_SaysHowToFit() =>
        Assert.All(PersonReading.Of(PredictionModel.None, Shopper(new LakeStory().Order("1", LakeStory.Start, "ann")), Now).Readings, one =>
        {
            Assert.Null(one.Value);
            Assert.Contains("POST /v1/predictions/rebuild", one.Text, StringComparison.Ordinal);
        });

    [Fact]
    public void OrderHistory_MoreOrdersThanAreKept_CountsThemAll()
    {
        LakeStory story = new();
        for (int order = 0; order < 60; order++) story.Order($"{order:00}", LakeStory.Start.AddDays(order), "ann", revenue: 30);

        OrderHistory history = OrderHistory.Of(Shopper(story), "EUR", Now)!;

        Assert.Equal((60, 59, new DateOnly(2025, 1, 1)), (history.Orders, history.Summary.Repeats, history.First));
        Assert.Equal((59 / 7.0, 100 / 7.0, 30), (history.Summary.Recency, history.Summary.Age, history.Summary.MeanValue));
    }

    private static PredictionReading Find(PersonReading reading, string name) => Assert.Single(reading.Readings, one => one.Name == name);

    private static ModelCard Card(string id) => new() { Id = id, Answers = "", Method = "", Source = "", NotFor = [], Assumes = [], Quality = "" };

    private static Profile Shopper(LakeStory story)
    {
        ShopEvent[] said = [.. story.Lines.Select(EventCodec.Parse)];
        return ProfileRules.Apply(new Profile { Key = PersonKey.Of(said[0]) }, said).Profile;
    }
}
