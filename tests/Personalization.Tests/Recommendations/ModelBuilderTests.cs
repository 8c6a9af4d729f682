using Personalization.Events;
using Personalization.Recommendations;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations;

public sealed class ModelBuilderTests
{
    private static readonly string[] People = ["u1", "u2", "u3"];

    [Fact]
    public void Build_EventsInAnyOrderAnyNumberOfTimes_GivesTheSameBytes() => Histories.Hold((acts, seed) =>
    {
        // Three people share the devices: which link stands must not depend on the order either.
        ShopEvent[] events = [.. acts.Select(act => act.Event(People[act.What % People.Length]))];

        RecommendationModel straight = Model(events), disordered = Model(Histories.Disordered(events, new Random(seed)));

        Assert.Equal(ModelCodec.Serialize(straight), ModelCodec.Serialize(disordered));
        Assert.Equal(acts.Distinct().Count(), straight.Events);
    });

    [Trait("Feature", "S53")]
    [Fact]
    public void Build_PlantedPairs_ComeFirst()
    {
        IEnumerable<ShopEvent> events = Enumerable.Range(0, 200).SelectMany(n => new[]
        {
            Order("u" + n, n, "jeans" + (n % 5), "belt" + (n % 5), "noise" + (n % 7)),
            View("u" + n, "jeans" + (n % 5), n + 10), View("u" + n, "boots" + (n % 5), n + 11), View("u" + n, "noise" + (n % 7), n + 12),
        });

        RecommendationModel model = Model(events);

        for (int n = 0; n < 5; n++)
        {
            Assert.Equal("belt" + n, model.Neighbours(model.Bought, "jeans" + n).First().ProductId);
            Assert.Equal("boots" + n, model.Neighbours(model.Viewed, "jeans" + n).First().ProductId);
        }
        Assert.All(model.ProductIds, id => Assert.DoesNotContain(id, model.Near(model.Bought, id).Split(' ')));
        Assert.Empty(model.Neighbours(model.Bought, "unknown"));
    }

    [Fact]
    public void Build_OneChanceMeeting_IsWeakerThanManyMeetings()
    {
        // Three of twenty buyers of the one bought a as well; the only buyer of the other did.
        IEnumerable<ShopEvent> events = Enumerable.Range(0, 20).Select(n => n < 3 ? Order("u" + n, n, "a", "often") : Order("u" + n, n, "often")).Append(Order("u99", 1, "a", "once"));

        Assert.Equal("often once", Model(events).Near(Model(events).Bought, "a"));
    }

    [Fact]
    public void Build_SamePageLookedAtAgain_IsOneLook()
    {
        RecommendationModel once = Model([View("d", "a", 0), View("d", "b", 3)]), again = Model([View("d", "a", 0), View("d", "a", 1), CartAdd("d", "a", 2), View("d", "b", 3)]);

        Assert.Equal(once.Viewed.Scores, again.Viewed.Scores);
    }

    [Theory]
    [InlineData(30, "b")]
    [InlineData(30.1, "")]
    public void Build_ViewsApart_AreOneVisitWithinThirtyMinutes(double minutes, string near)
    {
        RecommendationModel model = Model([View("d", "a", 0), View("d", "b", minutes)]);

        Assert.Equal(near, model.Near(model.Viewed, "a"));
    }

    [Fact]
    public void Build_ProductsSeenNearEachOther_AreCloserThanThoseFarApart()
    {
        RecommendationModel model = Model([View("d", "a", 0), View("d", "b", 1), CartAdd("d", "b", 2), View("d", "c", 3)]);

        Assert.Equal("b c", model.Near(model.Viewed, "a"));
    }

    [Fact]
    public void Build_OrdersOfOnePerson_AreRelatedLessThanOneOrder()
    {
        RecommendationModel model = Model([Order("u1", 0, "a", "same"), Order("u2", 0, "a"), Order("u2", 9999, "later"), Order("u3", 0, "same")]);

        Assert.Equal("same later", model.Near(model.Bought, "a"));
    }

    [Fact]
    public void Build_SameOrderFromPageAndServer_CountsOnce()
    {
        ShopEvent Told(string id, double second) => Profiles.Told.Track(
            id, second, EventNames.OrderCompleted, """{"order_id":"1","products":[{"product_id":"a"},{"product_id":"b"}]}""");

        RecommendationModel once = Model([Told("page", 1)]), twice = Model([Told("server", 9), Told("page", 1)]);

        Assert.Equal(once.Bought.Scores, twice.Bought.Scores);
        Assert.Equal(2, twice.Events);
    }

    [Fact]
    public void Build_DeviceAndPerson_AreOneHistoryOnceLinked()
    {
        ShopEvent[] apart = [View("d", "a", 0), View("u1", "b", 1)];

        Assert.Equal("", Model(apart).Near(Model(apart).Viewed, "a"));
        Assert.Equal("b", Model([.. apart, Link("d", "u1", 500)]).Near(Model([.. apart, Link("d", "u1", 500)]).Viewed, "a"));
    }

    [Fact]
    public void Build_DeviceThatTwoPeopleUse_BelongsToTheFirst()
    {
        ShopEvent[] events = [View("d", "a", 0), View("u1", "b", 1), View("u2", "c", 1), Link("d", "u2", 50), Link("d", "u1", 40)];

        Assert.Equal("b", Model(events).Near(Model(events).Viewed, "a"));
        Assert.Equal("b", Model(events.Reverse()).Near(Model(events).Viewed, "a"));
    }

    [Fact]
    public void Build_KnownPeopleAliasedInACircle_StayApart()
    {
        EventCapture capture = new(EventVocabulary.Default, new WriteKeys([KeyValuePair.Create("s", "k")]));
        ShopEvent Alias(string previous, string user) => EventCodec.Parse(Assert.Single(capture.Read(System.Text.Encoding.UTF8.GetBytes(
            $$"""{"previousId":"{{previous}}","userId":"{{user}}","messageId":"{{previous}}-{{user}}"}"""), EventType.Alias, "k", Profiles.Told.Start).Verdicts).Line);
        ShopEvent[] events = [View("u1", "a", 0), View("u2", "b", 1), View("u3", "c", 2), Alias("u1", "u2"), Alias("u2", "u3"), Alias("u3", "u1")];

        RecommendationModel model = Model(events);

        Assert.Equal("", model.Near(model.Viewed, "a"));
    }

    [Fact]
    public void Build_Nothing_IsAModelOfNothing() => Assert.Equal((0L, 0), (Model([]).Events, Model([]).ProductIds.Length));
}
