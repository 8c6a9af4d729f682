using Personalization.Events;
using Personalization.Events.Decisions;
using Personalization.Recommendations;
using Personalization.Recommendations.Outcomes;
using Personalization.Tests.Profiles;

namespace Personalization.Tests.Recommendations.Outcomes;

[Trait("Feature", "S73")]
public sealed class OutcomeTests
{
    private const double Day = 24 * 60 * 60;
    private static readonly string ForYou = Token("for_you", "home");
    private static readonly string Trending = Token("trending", "");

    private static string Token(string strategy, string placement, double day = 0) =>
        Act.Signer.Create(DecisionId.Of(strategy, Told.Start.AddDays(day), strategy, placement));

    private static ShopEvent Of(string name, string decision, string properties, double second = 60, string id = "") =>
        Told.Track($"{name}-{second}-{id}", second, name, $$"""{"decision_id":"{{decision}}",{{properties}}}""");

    private static ShopEvent One(string name, string decision, double second = 60, string id = "", int position = 1) =>
        Of(name, decision, $$"""
            "product_id":"a","position":{{position}}
            """, second, id);

    private static OutcomeState State(IEnumerable<ShopEvent> events)
    {
        ActivityState state = new();
        foreach (ShopEvent one in events) state.Add(one, Act.Signer);
        return Stored(state).Outcomes;
    }

    private static ActivityState Stored(ActivityState state) => ActivityCodec.Deserialize(ActivityCodec.Serialize(state));

    private static OutcomeLine Line(params ShopEvent[] events) => Assert.Single(OutcomeReport.Of(State(events), 30, Told.Start.AddDays(1)).Lines);

    private static string Text(OutcomeState state) => $"{state.Verified} {state.Foreign} {state.OutOfTime}\n" + string.Join('\n', state.Outcomes.SelectMany(key => key.Value.Select(day =>
        $"{key.Key} {day.Key} {day.Value.Counts} {string.Join(' ', day.Value.Money)}")));

    [Fact]
    public void Add_EachKind_CountsWhatItIs()
    {
        OutcomeLine line = Line(
            Of(EventNames.ProductListViewed, ForYou, """
                "list_id":"l","products":[{"product_id":"a"},{"product_id":"b"},{"product_id":"c","position":3}]
                """),
            One(EventNames.ProductClicked, ForYou, position: 3), One(EventNames.ProductAdded, ForYou), One(EventNames.RecommendationSkipped, ForYou),
            One(EventNames.RecommendationHidden, ForYou), One(EventNames.RecommendationDisliked, ForYou), One(EventNames.RecommendationRestored, ForYou),
            One(EventNames.ProductViewed, ForYou));

        Assert.Equal(new OutcomeKey("for_you", "home"), line.Key);
        Assert.Equal(new OutcomeCounts { Lists = 1, Impressions = 3, Examined = 2130, Clicks = 1, ClickCredit = 2000, Carts = 1, Skips = 1, Hides = 1, Dislikes = 1, Restores = 1 }, line.Counts);
        Assert.Equal((0.333333, 0.469484, 0.938967), (line.ClickRate, line.ExaminedClickRate, line.RefusalRate));
    }

    [Fact]
    public void Add_OrderOfSeveralDecisions_CountsEachLineForItsOwn()
    {
        OutcomeReport report = OutcomeReport.Of(State(
        [
            Told.Track("o", 60, EventNames.OrderCompleted, $$"""
                {"order_id":"1","currency":"eur","products":[{"product_id":"a","price":10.5,"quantity":2,"decision_id":"{{ForYou}}"},{"product_id":"b","price":3,"decision_id":"{{Trending}}"},{"product_id":"c","price":99}]}
                """),
        ]), 1, Told.Start);

        Assert.Equal(["for_you", "trending"], report.Lines.Select(line => line.Key.Strategy));
        Assert.Equal(new OutcomeCounts { Purchases = 1, Units = 2 }, report.Lines[0].Counts);
        Assert.Equal([21m, 3m], report.Lines.Select(line => line.Money["EUR"].Ordered));
    }

    [Fact]
    public void Add_RefundOfAnAttributedOrder_CountsAgainstTheSameStrategyOnce()
    {
        ShopEvent order = Of(EventNames.OrderCompleted, ForYou, """
            "order_id":"1","products":[{"product_id":"a","price":10},{"product_id":"b","price":5}]
            """);
        ShopEvent part = Told.Track("r1", Day, EventNames.OrderRefunded, """{"order_id":"1","products":[{"product_id":"b","price":5},{"product_id":"z"}]}""");
        ShopEvent whole = Told.Track("r2", Day, EventNames.OrderRefunded, """{"order_id":"1"}""");

        OutcomeLine once = Line(order, part), twice = Line(order, part, whole, Told.Track("r3", Day, EventNames.OrderCancelled, """{"order_id":"1"}"""));

        Assert.Equal((1, new OutcomeMoney(15, 5), 0.5), (once.Counts.Refunds, once.Money[""], once.RefundRate));
        Assert.Equal((2, new OutcomeMoney(15, 15), 1), (twice.Counts.Refunds, twice.Money[""], twice.RefundRate));
    }

    [Fact]
    public void Add_OrderToldByPageAndServer_CountsOnce() => Assert.Equal(1, Line(
        Of(EventNames.OrderCompleted, ForYou, "\"order_id\":\"1\",\"products\":[{\"product_id\":\"a\"}]", id: "page"),
        Of(EventNames.OrderCompleted, ForYou, "\"order_id\":\"1\",\"products\":[{\"product_id\":\"a\"}]", id: "server")).Counts.Purchases);

    [Fact]
    public void Add_DecisionInTheContext_Counts() => Assert.Equal(1, Line(
        Told.Track("c", 60, EventNames.ProductClicked, """{"product_id":"a"}""", context: $$"""{"decision_id":"{{ForYou}}"}""")).Counts.Clicks);

    [Fact]
    public void Add_DecisionsThatWereNeverMade_CountNowhereAndAreSaid()
    {
        using DecisionSigner stranger = new("the key of another shop");
        string forged = stranger.Create(DecisionId.Of("x", Told.Start, "for_you", "home"));
        OutcomeState state = State(
        [
            One(EventNames.ProductClicked, forged), One(EventNames.ProductClicked, "rec-1", id: "2"), One(EventNames.RecommendationDisliked, ForYou[..^1] + "_"),
            One(EventNames.ProductClicked, Token("for_you", "home", day: 3), id: "3"), One(EventNames.ProductClicked, ForYou, 32 * Day, "4"),
            Told.Track("n", 60, EventNames.ProductClicked, """{"product_id":"a"}"""),
        ]);

        Assert.Empty(state.Outcomes);
        Assert.Equal((0, 3, 2), (state.Verified, state.Foreign, state.OutOfTime));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Add_EventsInAnyOrderAnyNumberOfTimes_GivesTheSameCounts(int seed)
    {
        Random chance = new(seed);
        ShopEvent[] events = [.. Enumerable.Range(0, 3000).Select(n => One(
            new[] { EventNames.ProductClicked, EventNames.ProductAdded, EventNames.RecommendationHidden, EventNames.OrderCompleted, EventNames.ProductListViewed }[n % 5],
            Token("s" + (n % 3), "p" + (n * 7 % 130), n % 200), ((n % 200) + (n % 9)) * Day, $"{n}", n % 20))];
        ActivityState piecemeal = new();

        foreach (ShopEvent[] batch in Histories.Cut(Histories.Disordered(events, chance), chance))
        {
            foreach (ShopEvent one in batch) piecemeal.Add(one, Act.Signer);
            piecemeal = Stored(piecemeal);
        }

        Assert.Equal(Text(State(events)), Text(piecemeal.Outcomes));
        Assert.Equal(OutcomeState.Keys, piecemeal.Outcomes.Outcomes.Count);
        Assert.Contains(OutcomeKey.Others, piecemeal.Outcomes.Outcomes.Keys);
    }

    [Fact]
    public void Of_SomeDays_SumsUpThoseOnly()
    {
        OutcomeState state = State(Enumerable.Range(0, 200).Select(day => One(EventNames.ProductClicked, Token("for_you", "home", day), day * Day + 60, $"{day}")));

        long Clicks(int days) => OutcomeReport.Of(state, days, Told.Start.AddDays(199)).Lines.Sum(line => line.Counts.Clicks);

        Assert.Equal((1, 30, 89, 200), (Clicks(1), Clicks(30), Clicks(89), Clicks(90)));
        Assert.Empty(OutcomeReport.Of(state, 30, Told.Start.AddDays(400)).Lines);
    }
}
