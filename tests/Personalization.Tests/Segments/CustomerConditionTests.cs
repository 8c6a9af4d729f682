using System.Text.Json;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Segments;
using Personalization.Segments.Population;
using Personalization.Segments.Predictions;

namespace Personalization.Tests.Segments;

public sealed class CustomerConditionTests
{
    private static readonly DateTimeOffset Noon = Person.Noon;

    [Theory]
    [InlineData("event: Newsletter Read\nwithin: 1d\nexactly: 1", true)]
    [InlineData("event: Newsletter Read\nwithin: 4d\nexactly: 3", true)]
    [InlineData("event: Newsletter Read\nwithin: 90d\nexactly: 4", true)]
    [InlineData("event: Newsletter Read\nexactly: 5", true)]
    [InlineData("absent: Newsletter Read\nwithin: 90d", false)]
    [InlineData("absent: Quiz Taken\nwithin: 90d", true)]
    [InlineData("absent: Newsletter Read", false)]
    [Trait("Feature", "S42")]
    public void Holds_EventsByDays_AreCountedByTheCalendar(string condition, bool expected) => Assert.Equal(expected, new Person()
        .Did("Newsletter Read", Noon.AddDays(-200)).Did("Newsletter Read", Noon.AddDays(-40)).Did("Newsletter Read", Noon.AddDays(-3)).Did("Newsletter Read", Noon.AddDays(-3)).Did("Newsletter Read", Noon)
        .Is(condition));

    [Theory]
    [InlineData("saw: tent\nwithin: 30d", true)]
    [InlineData("saw: [dome, tent]\nwithin: 3d", false)]
    [InlineData("pieces: {did: carted, exactly: 5}", true)]
    [InlineData("pieces: {did: carted, product: sock, atLeast: 6}", false)]
    [InlineData("worth: {did: carted, exactly: 62.5}", true)]
    [InlineData("averageOrder: {currency: EUR, exactly: 75}", true)]
    [InlineData("averageOrder: {currency: EUR, within: 10d, exactly: 50}", true)]
    [InlineData("averageOrder: {currency: USD, atMost: 1000}", false)]
    [InlineData("orders: {from: 2026-05-01, until: 2026-06-01}", true)]
    [InlineData("orders: {from: 2026-05-01, until: 2026-05-05}", false)]
    [InlineData("lastOrder: {from: 2026-06-01}", true)]
    [InlineData("lastOrder: {until: 2026-06-01}", false)]
    [InlineData("traitDate: joined\nolderThan: 365d", true)]
    [InlineData("traitDate: joined\nfrom: 2025-01-01\nuntil: 2025-02-01", false)]
    [InlineData("traitDate: nothing\nolderThan: 1d", false)]
    [InlineData("loyalty: {tier: GOLD}", true)]
    [InlineData("loyalty: {atLeast: 500}", false)]
    [InlineData("loyalty: {tier: gold, atLeast: 100}", true)]
    [InlineData("stage: active", true)]
    [InlineData("stage: [lapsed, atRisk]", false)]
    [Trait("Feature", "S37")]
    [Trait("Feature", "S38")]
    public void Holds_Customers_AreKnownByWhatTheyDid(string condition, bool expected) => Assert.Equal(expected, new Person()
        .Says("""{"joined":"2024-05-01","loyaltyTier":"gold","loyaltyPoints":250}""").Did(EventNames.ProductViewed, Noon.AddDays(-20), "tent")
        .Did(EventNames.ProductAdded, Noon.AddDays(-1), properties: """{"product_id":"sock","quantity":5,"price":12.5}""").Bought(Noon.AddDays(-20), "tent").Bought(Noon.AddDays(-2), "sock", 50)
        .Is(condition));

    [Theory]
    [InlineData("trait: score:spender\natLeast: 0.8", 0, true)]
    [InlineData("trait: score:spender\natLeast: 0.8", 1, false)]
    [InlineData("trait: score:spender\nexists: false", 0, false)]
    [InlineData("trait: score:spender\nexists: false", 1, true)]
    [InlineData("trait: score:endless\natLeast: 1", 1, true)]
    [InlineData("trait: score:spender:until\nis: 2026-06-03T12:00:00.001Z", 1, true)]
    [Trait("Feature", "S22")]
    public void Holds_Score_CountsUntilItIsOver(string condition, int milliseconds, bool expected)
    {
        Person person = new Person().Says("""{"score:spender":0.9,"score:spender:until":"2026-06-03T12:00:00.001Z","score:endless":1,"score:endless:until":null}""");

        Assert.Equal(expected, person.Is(condition, Noon.AddMilliseconds(milliseconds)));
        DateTimeOffset? next = ConditionTimes.NextChange(Person.Read(condition), person.Facts, Noon);
        Assert.Equal(condition.StartsWith("trait: score:spender\n", StringComparison.Ordinal) ? Noon.AddMilliseconds(1) : null, next);
    }

    [Theory]
    [InlineData(0, LifecycleStage.FirstTimeBuyer)]
    [InlineData(90, LifecycleStage.FirstTimeBuyer)]
    [InlineData(91, LifecycleStage.AtRisk)]
    [InlineData(181, LifecycleStage.Lapsed)]
    [Trait("Feature", "S41")]
    public void StageOf_OneOrder_AgesWithIt(int days, LifecycleStage expected) =>
        Assert.Equal(expected, CustomerRules.StageOf(new Person().Bought(Noon, "tent").Profile, Noon.AddDays(days)));

    [Fact]
    public void StageOf_NoOrder_IsProspectOnceKnown()
    {
        Profile device = new() { Key = PersonKey.Anonymous("device") };
        ShopEvent added = new() { MessageId = "1", Type = EventType.Track, Event = EventNames.ProductAdded, AnonymousId = "device", Timestamp = Noon, ReceivedAt = Noon, Properties = JsonElement.Parse("""{"product_id":"tent"}"""), Line = default };

        Assert.Equal(LifecycleStage.Visitor, CustomerRules.StageOf(device, Noon));
        Assert.Equal(LifecycleStage.Prospect, CustomerRules.StageOf(ProfileRules.Apply(device, [added]).Profile, Noon));
        Assert.Equal(LifecycleStage.Prospect, CustomerRules.StageOf(new Person().Profile, Noon));
    }

    [Fact]
    [Trait("Feature", "S51")]
    public void Holds_Fifths_AreByTheShopsOwnBounds()
    {
        PersonFacts facts = new Person().Bought(Noon.AddDays(-20), "tent").Bought(Noon.AddDays(-2), "sock", 50).Facts with
        {
            Norms = new ShopNorms(Noon, [3, 10, 30, 90], [1, 2, 4, 8], ShopNorms.None.Spent.Add("EUR", [20, 60, 140, 400])),
        };

        Assert.True(ConditionRules.Holds(Person.Read("rfm: {recency: 5, frequency: 2, monetary: {atLeast: 4, atMost: 4}}"), facts, Noon));
        Assert.False(ConditionRules.Holds(Person.Read("rfm: {recency: 4}"), facts, Noon));
        Assert.False(ConditionRules.Holds(Person.Read("rfm: {frequency: {atLeast: 1}}"), facts with { Norms = ShopNorms.None }, Noon));
        Assert.Equal("4,8,12,16", string.Join(',', ShopNorms.Bounds(Enumerable.Range(1, 20).Select(one => (double)one))));
    }

    [Fact]
    [Trait("Feature", "S45")]
    public void Holds_Predictions_AreFalseWhereNothingIsKnown()
    {
        PersonFacts facts = new Person().Facts with { Predictor = new Certain(new PersonPredictions { ChurnRisk = 0.8 }) };

        Assert.True(ConditionRules.Holds(Person.Read("predicted: churnRisk\natLeast: 0.7"), facts, Noon));
        Assert.False(ConditionRules.Holds(Person.Read("predicted: discountAffinity\natMost: 1"), facts, Noon));
        Assert.False(ConditionRules.Holds(Person.Read("predicted: churnRisk\natLeast: 0"), facts with { Predictor = null }, Noon));
    }

    [Fact]
    public void PersonFacts_ZoneThatDoesNotExist_IsTheShops() =>
        Assert.Equal("Europe/Athens", PersonFacts.Of(new Person().Says("""{"timezone":"Mars/Olympus"}""").Profile, Person.Shop, "Europe/Athens").Zone.Id);

    [Fact]
    public void Apply_EventsInAnyOrder_LeaveTheSameDays()
    {
        (string, int)[] told = [("b", 100), ("a", 5), ("a", 5), ("c", 95), ("a", 92), ("b", 0), ("c", 1)];
        Person one = new(), other = new();
        foreach ((string name, int days) in told) one.Did(name, Noon.AddDays(-days));
        foreach ((string name, int days) in told.Reverse()) other.Did(name, Noon.AddDays(-days));

        Assert.Equal(["a", "b", "c"], one.Profile.EventDays.Keys);
        Assert.Equal(one.Profile.EventDays.Values.SelectMany(days => days.Days), other.Profile.EventDays.Values.SelectMany(days => days.Days));
        Assert.Equal(2, one.Profile.EventDays["a"].Within(90, DayCounts.DayOf(Noon)));
        Profile read = ProfileCodec.Deserialize(ProfileCodec.Serialize(one.Profile), ProfileCodec.SerializeSeen(one.Profile));
        Assert.Equal([.. one.Profile.EventDays["a"].Days], read.EventDays["a"].Days.ToArray());
    }

    private sealed class Certain(PersonPredictions predictions) : IPredictor
    {
        public PersonPredictions Of(Profile profile, DateTimeOffset now) => predictions;
    }
}
