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
    [Trait("Feature", "S58")]
    public void Add_MembersOfACountedSegment_CountThereWhileTheyAreInIt()
    {
        ActivityState state = State(
            World.View("ann", "before", 1), Moved("ann", 2, "vip", counted: true), World.View("ann", "a", 3), World.View("bob", "b", 4), Moved("bob", 5, "other", counted: false),
            World.View("bob", "b", 6), Moved("bob", 7, "bestsellers:vip", counted: false), World.View("bob", "late", 8), Moved("ann", 9, "vip", counted: false, entered: false), World.View("ann", "after", 10));

        Assert.Equal(["a", "late"], state.Slices.All["segment:vip"].Keys.Order());
        Assert.DoesNotContain("segment:other", state.Slices.All.Keys);
    }

    [Fact]
    public void Serialize_SegmentThatNobodyIsInAnyMore_IsForgottenAndOthersComeBack()
    {
        ActivityState state = State(
            Moved("ann", 1, "vip", true), Moved("ann", 2, "gone", true), Moved("bob", 3, "gone", true), World.View("ann", "a", 4), Moved("ann", 5, "gone", true, entered: false),
            Moved("bob", 6, "bestsellers:gone", true, entered: false), Moved("kim", 7, "local", true), Moved("kim", 8, "vip", true));

        ActivityState back = ActivityCodec.Deserialize(ActivityCodec.Serialize(state));
        back.Add(World.View("kim", "k", 9));

        Assert.Equal("segment:local segment:new_visitor segment:vip", Names(back));
        Assert.Equal(["a", "k"], back.Slices.All["segment:vip"].Keys.Order());
        Assert.Equal(ActivityCodec.Serialize(back), ActivityCodec.Serialize(ActivityCodec.Deserialize(ActivityCodec.Serialize(back))));
    }

    [Fact]
    public void Forget_Member_CountsNoMoreInTheSegment()
    {
        ActivityState state = State(Moved("ann", 1, "vip", true), Moved("bob", 2, "vip", true), World.View("ann", "a", 3));

        Assert.Equal(1, state.Forget([Personalization.Profiles.PersonKey.Anonymous("ann")]));
        state.Add(World.View("ann", "b", 4));

        Assert.Equal(["a"], state.Slices.All["segment:vip"].Keys);
    }

    [Fact]
    public void Prune_ManyLargePlaces_KeepsTheShopsOwnSegments()
    {
        ActivitySlices slices = new();
        slices.Add("segment:vip", "p", 9, new ActivityCounts(1, 0, 0, 0, 0));
        for (int n = 0; n < 1000; n++) slices.Add("place:" + n, "p", 9, new ActivityCounts(5000, 0, 0, 0, 0));

        slices.Prune(9, segment => segment == "vip");

        Assert.Contains("segment:vip", slices.All.Keys);
        Assert.Equal(ActivitySlices.MostSlices, slices.All.Count);
    }

    [Fact]
    public void Enter_MorePeopleAndSegmentsThanKept_ForgetsTheOldestAndTakesNoMore()
    {
        MemberMemory members = new();
        for (ulong n = 0; n <= MemberMemory.MostMembers; n++) members.Enter(n, "vip");
        for (int n = 0; n < 100; n++) members.Enter(7, "s" + n);

        Assert.Equal((0, 1, MemberMemory.MostSegments, MemberMemory.MostMembers), (members.Of(0).Count(), members.Of(1).Count(), members.Of(7).Count(), members.Count));
        for (int n = 0; n < 100; n++) members.Leave(7, "s" + n);
        members.Enter(8, "again");
        Assert.Equal(["again", "vip"], members.Of(8).Order());
    }

    private static ShopEvent Moved(string person, double minute, string segment, bool counted, bool entered = true) => Told.Track(
        $"{person}-{minute}", minute * 60, entered ? ReservedEvents.SegmentEntered : ReservedEvents.SegmentExited,
        $$"""{"segment_id":"{{segment}}"{{(counted ? ",\"bestsellers\":true" : "")}}}""", user: null, device: person);

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

        slices.Prune(9, _ => true);

        Assert.Equal((ActivitySlices.MostSlices, ActivitySlices.MostProducts), (slices.All.Count, slices.All["place:3"].Count));
        Assert.Contains("p999", slices.All["place:3"].Keys);
        Assert.Contains("place:999", slices.All.Keys);
    }

    [Fact]
    public void Prune_DaysTooFarBack_BecomeOneSum()
    {
        ActivitySlices slices = new();
        foreach (int day in (int[])[100, 101, 150, 200]) slices.Add("s", "p", day, new ActivityCounts(1, 0, 0, 0, 0));

        slices.Prune(200, _ => true);

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
