using Personalization.Events;
using Personalization.Recommendations;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations;

public sealed class ActivityStateTests
{
    private const double Day = 24 * 60;

    private static ActivityState State(IEnumerable<ShopEvent> events)
    {
        ActivityState state = new();
        foreach (ShopEvent one in events) state.Add(one);
        state.Prune();
        return state;
    }

    private static ActivityState Stored(ActivityState state) => ActivityCodec.Deserialize(ActivityCodec.Serialize(state));

    private static string Counts(ActivityState state) => string.Join(
        '\n', state.Products.OrderBy(product => product.Key, StringComparer.Ordinal).SelectMany(product => product.Value.Select(span => $"{product.Key} {span.Key} {span.Value}"))
            .Concat(state.EventTotals.Select(total => $"{total.Key} {total.Value}")).Append($"{state.NewestSpan}"));

    private static ShopEvent Some(int n)
    {
        string person = "d" + (n % 9), product = "p" + (n % 11);
        double minute = n * 97 % 200 * Day;
        return (n % 5) switch
        {
            0 => Order(person, minute, product, product, "p" + (n % 3)),
            1 => Refund(person, minute, product),
            2 => CartAdd(person, product, minute),
            3 => Told.Track("n" + n, minute * 60, "Name " + n),
            _ => View(person, product, minute),
        };
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Add_EventsInAnyOrderAnyNumberOfTimes_GivesTheSameCounts(int seed)
    {
        Random chance = new(seed);
        ShopEvent[] events = [.. Enumerable.Range(0, 4000).Select(Some)];
        ActivityState piecemeal = new();

        foreach (ShopEvent[] batch in Histories.Cut(Histories.Disordered(events, chance), chance))
        {
            foreach (ShopEvent one in batch) piecemeal.Add(one);
            piecemeal = Stored(piecemeal);
        }

        Assert.Equal(Counts(State(events)), Counts(piecemeal));
        Assert.Equal(500, piecemeal.EventTotals.Count);
    }

    [Fact]
    public void Add_EachKind_CountsWhatItIs()
    {
        ActivityCounts counts = Assert.Single(Assert.Single(State(
        [
            View("d", "a", 0), View("d", "a", 1), CartAdd("d", "a", 2), Refund("d", 9, "a"),
            Told.Track("o", 300, EventNames.OrderCompleted, """{"products":[{"product_id":"a","quantity":2},{"product_id":"a"}]}"""),
            Told.Track("w", 300, EventNames.ProductAddedToWishlist, """{"product_id":"a"}"""),
        ]).Products).Value).Value;

        Assert.Equal(new ActivityCounts(Views: 2, CartAdds: 1, Purchases: 1, Units: 2, Refunds: 1), counts);
    }

    [Fact]
    public void Add_EventsOfAnyName_CountsTheirTotals()
    {
        ActivityState state = State([View("d", "a", 0), View("d", "a", 1), Told.Identify("i", 5, "{}")]);

        Assert.Equal("Product Viewed:2 identify:1", string.Join(' ', state.EventTotals.Select(total => $"{total.Key}:{total.Value}")));
    }

    [Fact]
    public void Prune_SpansTooFarBack_BecomeOneSum()
    {
        double span = ActivityState.Span.TotalMinutes, kept = ActivityState.Spans * span;
        ActivityState state = State([View("d", "a", -span), View("d", "a", 0), View("d", "edge", span), View("d", "a", kept)]);
        state.Add(View("d", "a", 1));
        int newest = ActivityState.SpanOf(Told.Start) + ActivityState.Spans;

        Assert.Equal([(ActivityState.Older, 3L), (newest, 1L)], state.Products["a"].Select(one => (one.Key, one.Value.Views)));
        Assert.Equal([newest - ActivityState.Spans + 1], state.Products["edge"].Keys);
        Assert.Equal(Counts(state), Counts(Stored(state)));
    }

    [Fact]
    public void Remember_MoreIdsThanKept_ForgetsTheOldest()
    {
        ActivityState state = new();
        for (ulong id = 0; id <= ActivityState.RecentIds; id++) Assert.True(state.Remember(id));

        Assert.Equal(ActivityState.RecentIds, state.Recent.Count);
        Assert.False(state.Remember(1));
        Assert.True(state.Remember(0));
    }

    [Fact]
    public void Deserialize_SerializedState_GivesTheSameBytesAndKnowsTheSameEvents()
    {
        ActivityState state = State(Enumerable.Range(0, 300).Select(Some));
        state.Positions["2026/01/01"] = 5_000_000_000;
        state.Positions["2026/01/02"] = 0;

        ActivityState back = Stored(state);
        byte[] bytes = ActivityCodec.Serialize(back);
        foreach (int n in Enumerable.Range(0, 300)) back.Add(Some(n));

        Assert.Equal(ActivityCodec.Serialize(state), bytes);
        Assert.Equal(state.Positions, back.Positions);
        Assert.Equal(state.Recent, back.Recent);
        Assert.Equal(bytes, ActivityCodec.Serialize(back));
        Assert.Equal(Counts(state), Counts(back));
    }

    [Fact]
    public void Deserialize_NewerVersion_IsRefused()
    {
        byte[] bytes = ActivityCodec.Serialize(new ActivityState());
        bytes[0]++;

        Assert.Throws<InvalidDataException>(() => ActivityCodec.Deserialize(bytes));
    }
}
