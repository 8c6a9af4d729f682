using Personalization.Events;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Segments.Predictions;
using Personalization.Segments.Predictions.Learning;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations.Sessions;

/// <summary>Whoever has said no is not learned from, and the no counts as it does for profiles: the newest word, whoever of a person's devices said it.</summary>
[Trait("Feature", "S29")]
[Trait("Feature", "S30")]
public sealed class LearningConsentTests
{
    private const string No = """{"consent":{"categoryPreferences":{"Analytics":false}}}""", Yes = """{"consent":{"categoryPreferences":{"Analytics":true}}}""";

    private static readonly ShopEvent[] Others = [View("u9", "x", 0), View("u9", "y", 1)];

    [Theory]
    [InlineData(No)]
    [InlineData("""{"consent":{"analytics_storage":"denied"}}""")]
    [InlineData("""{"consent":{"categoryPreferences":{"Functional":false}}}""")]
    [InlineData("""{"gpc":true}""")]
    [InlineData("""{"traits":{"consent:analytics":"denied"}}""")]
    public void Build_PersonWhoHasSaidNo_IsInNoVisitAndNoOrder(string context)
    {
        ShopEvent[] events = [View("u1", "a", 0), Order("u1", 1, "a", "b"), Said("no", "u1", 2, context)];

        Assert.Equal(["x", "y"], Log([.. Others, .. events]).ProductIds);
        Assert.Equal(["x", "y"], Log([.. events.Reverse(), .. Others, .. events]).ProductIds);
    }

    [Theory]
    [InlineData(Yes)]
    [InlineData("""{"gpc":true,"consent":{"categoryPreferences":{"Analytics":true}}}""")]
    [InlineData("""{"consent":{"categoryPreferences":{"Advertising":false,"DataSharing":false}}}""")]
    public void Build_PersonWhoHasDeniedOtherThings_IsLearnedFrom(string context) =>
        Assert.Equal(["a", "x", "y"], Log([.. Others, View("u1", "a", 0), Said("other", "u1", 2, context)]).ProductIds);

    [Fact]
    public void Build_NoThatWasTakenBack_LeavesOutOnlyTheEventThatSaidIt()
    {
        ShopEvent denied = Told.Track("seen", 60, EventNames.ProductViewed, """{"product_id":"b"}""", "u1", context: No);
        ShopEvent[] events = [View("u1", "a", 0), denied, Said("yes", "u1", 2, Yes), View("u1", "c", 3)];

        Assert.Equal(["a", "c"], Log(events).ProductIds);
        Assert.Equal(["a", "c"], Log(events.Reverse()).ProductIds);
    }

    [Fact]
    public void Build_NoOnADevice_IsThatOfWhoeverItBelongsTo()
    {
        ShopEvent no = Told.Track("no", 300, "Page Left", user: null, device: "d1", context: No);

        Assert.Equal(["x", "y"], Log([.. Others, View("u1", "a", 0), no, Link("d1", "u1", 4), View("d2", "b", 5), Link("d2", "u1", 6)]).ProductIds);
    }

    [Fact]
    public void Train_PersonWhoHasSaidNo_IsInNoHistoryAndNoVisit()
    {
        PredictionLog log = new();
        ShopEvent[] events = [.. new[] { "u1", "u2" }.SelectMany(user => new[] { View(user, "a", 0), Sale(user) }), Told.Track("no", 300, "Page Left", user: null, device: "d1", context: No), Link("d1", "u1", 6)];
        log.AddLines(EventCodec.Join(events.Select(one => one.Line)).Span);

        Assert.Equal((1, 1), (log.Histories().People.Length, log.Examples().Length));
    }

    [Theory]
    [InlineData("analytics", "denied", false, true)]
    [InlineData("personalization", "denied", false, true)]
    [InlineData("marketing", "denied", true, true)]
    [InlineData("analytics", "granted", true, true)]
    public void Consents_Single_SayWhatMayBeLearned(string purpose, string said, bool learned, bool grouped)
    {
        Consents consents = Consents.SaidBy(Told.Profile(Told.Identify("i", 0, $$"""{"consent:{{purpose}}":"{{said}}"}""")));

        Assert.Equal((learned, grouped), (consents.MayBeLearnedFrom, consents.MayBeGrouped));
    }

    [Fact]
    public void Predict_PersonWhoHasSaidNo_SaysNothingAndWhy()
    {
        PredictionModel model = PredictionModel.None with { FittedAt = Told.Start, TellsDiscounts = true };
        Profile buyer = Told.Profile(Sale("u", 1), Sale("u", 2)), silent = Told.Profile(Sale("u", 1), Sale("u", 2), Told.Identify("no", 9, """{"consent:personalization":"denied"}"""));

        Assert.NotNull(new ProfilePredictor(model).Of(buyer, Told.Start.AddDays(1)).DiscountAffinity);
        Assert.Equal(PersonPredictions.None, new ProfilePredictor(model).Of(silent, Told.Start.AddDays(1)));
        Assert.All(PersonReading.Of(model, silent, Told.Start.AddDays(1)).Readings, one => Assert.Equal((null, null, "The person does not want it"), ((double?)one.Value, one.At, one.Text)));
    }

    private static ShopEvent Said(string id, string user, double minute, string context) => Told.Track(id, minute * 60, "Page Left", user: user, context: context);

    private static ShopEvent Sale(string user, int number = 1) => Told.Track(
        $"sale-{user}-{number}", 60 + number, EventNames.OrderCompleted, $$"""{"order_id":"o-{{user}}-{{number}}","total":9,"products":[{"product_id":"a","price":9}]}""", user);
}
