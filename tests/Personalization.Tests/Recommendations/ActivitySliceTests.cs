using Personalization.Events;
using Personalization.Recommendations;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations;

/// <summary>What is counted apart for places, segments and repetitions, and what bounds it.</summary>
public sealed class ActivitySliceTests
{
    private const double Day = 24 * 60;

    private static ActivityState State(params ShopEvent[] events)
    {
        ActivityState state = new();
        foreach (ShopEvent one in events) state.Add(one);
        return state;
    }

    private static string Names(ActivityState state) => string.Join(' ', state.Slices.All.Keys.Order(StringComparer.Ordinal));

    [Trait("Feature", "S43")]
    [Theory]
    [InlineData("""{"location":{"country":" gr ","city":"Athens"}}""", "{}", "place:GR place:GR/ATHENS")]
    [InlineData("{}", """{"shipping_address":{"country":"Greece"},"billing_address":{"country":"Cyprus"}}""", "place:GR")]
    [InlineData("{}", """{"billing_address":{"country_code":"CY","country":"Cyprus","city":"A/B"}}""", "place:CY place:CY/A B")]
    [InlineData("""{"traits":{"address":{"country":"GE"}}}""", "{}", "place:GE")]
    [InlineData("""{"location":"GR"}""", """{"shipping_address":7}""", "")]
    public void Add_EventThatTellsWhere_CountsThere(string context, string properties, string expected)
    {
        string json = properties == "{}" ? """{"product_id":"a"}""" : $$"""{"product_id":"a",{{properties[1..]}}""";
        ActivityState state = State(Told.Track("1", 1, EventNames.ProductViewed, json, context: context));

        Assert.Equal(expected, string.Join(' ', state.Slices.All.Keys.Where(name => name.StartsWith("place:", StringComparison.Ordinal) && !name.Contains('+', StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Add_OrdersOfAPerson_MoveThemOnAndTheSameOrderTwiceDoesNot()
    {
        static ShopEvent Ordered(string id, double minute, string order) =>
            Told.Track(id, minute * 60, EventNames.OrderCompleted, $$"""{"order_id":"{{order}}","products":[{"product_id":"{{id}}"}]}""");
        ActivityState state = State(Ordered("first", 1, "o1"), Ordered("told-again", 2, "o1"), Ordered("second", 3, "o2"), Ordered("third", 4, "o3"));

        Assert.Equal("first", string.Join(' ', state.Slices.All["segment:new_visitor"].Keys));
        Assert.Equal("second third told-again", string.Join(' ', state.Slices.All["segment:buyer"].Keys.Order()));
        Assert.Equal("third", string.Join(' ', state.Slices.All["segment:repeat_buyer"].Keys));
    }

    [Fact]
    public void Add_DeviceOfABuyer_IsABuyersToo()
    {
        ActivityState state = State(
            Told.Track("1", 1, EventNames.OrderCompleted, """{"product_id":"a"}""", "u", "phone"), View("phone", "b", 1), View("other", "c", 1));

        Assert.Equal(["b"], state.Slices.All["segment:buyer"].Keys);
    }

    [Fact]
    public void Serialize_SlicesBuyersAndIntervals_ComeBack()
    {
        ActivityState state = State([.. Enumerable.Range(0, 200).SelectMany(n => new[]
        {
            Order("u" + (n % 7), n * Day, "p" + (n % 5)), Told.Track("v" + n, n * 60, EventNames.ProductViewed, $$"""{"product_id":"p{{n % 9}}"}""", context: $$$"""{"location":{"country":"C{{{n % 4}}}"}}"""),
        })]);
        byte[] bytes = ActivityCodec.Serialize(state);

        ActivityState back = ActivityCodec.Deserialize(bytes);

        Assert.Equal(bytes, ActivityCodec.Serialize(back));
        Assert.Equal(Names(state), Names(back));
        Assert.Equal((state.Buyers.Count, state.Intervals.Count), (back.Buyers.Count, back.Intervals.Count));
        Assert.Equal(state.Intervals.Products, back.Intervals.Products);
        Assert.NotEmpty(back.Intervals.Products);
        bytes[0]--;
        Assert.True(ActivityCodec.IsOutdated(bytes));
        Assert.False(ActivityCodec.IsOutdated(ActivityCodec.Serialize(back)));
    }

    [Fact]
    public void Add_MoreSlicesAndProductsThanKept_KeepsTheLargest()
    {
        ActivitySlices slices = new();
        for (int n = 0; n < 1000; n++) slices.Add("place:" + n, "p", 9, new ActivityCounts(n == 3 ? 5000 : n, 0, 0, 0, 0));
        for (int n = 0; n < 1000; n++) slices.Add("place:3", "p" + n, 9, new ActivityCounts(n, 0, 0, 0, 0));

        slices.Prune(9);

        Assert.Equal((ActivitySlices.MostSlices, ActivitySlices.MostProducts), (slices.All.Count, slices.All["place:3"].Count));
        Assert.Contains("p999", slices.All["place:3"].Keys);
        Assert.Contains("place:999", slices.All.Keys);
    }

    [Fact]
    public void Prune_DaysTooFarBack_BecomeOneSum()
    {
        ActivitySlices slices = new();
        foreach (int day in (int[])[100, 101, 150, 200]) slices.Add("s", "p", day, new ActivityCounts(1, 0, 0, 0, 0));

        slices.Prune(200);

        Assert.Equal([(ActivitySlices.Older, 2L), (150, 1L), (200, 1L)], slices.All["s"]["p"].Select(one => (one.Key, one.Value.Views)));
    }

    [Fact]
    public void Remember_MoreThanKept_ForgetsTheOldest()
    {
        BuyerMemory buyers = new();
        PurchaseIntervals intervals = new();
        for (ulong n = 0; n <= BuyerMemory.MostBuyers; n++)
        {
            buyers.Ordered(n, 1);
            intervals.Bought(n, "p", 1);
        }

        Assert.Equal((0, 1, BuyerMemory.MostBuyers), (buyers.OrdersOf(0), buyers.OrdersOf(1), buyers.Count));
        Assert.Equal(PurchaseIntervals.MostPurchases, intervals.Count);
    }

    [Trait("Feature", "S47")]
    [Fact]
    public void Bought_AgainAndAgain_SumsTheDaysBetween()
    {
        PurchaseIntervals intervals = new();
        foreach ((ulong person, int day) in ((ulong, int)[])[(1, 10), (1, 20), (1, 20), (1, 32), (2, 5), (2, 999), (3, 7), (3, 15)]) intervals.Bought(person, "p", day);

        Assert.Equal(new IntervalSum(3, 30), intervals.Products["p"]);
        Assert.Equal(10, intervals.Products["p"].Typical);
        Assert.Null(new IntervalSum(2, 20).Typical);
    }
}
