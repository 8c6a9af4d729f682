using System.Globalization;
using Personalization.Events;
using Personalization.Profiles;
using static Personalization.Tests.Profiles.Histories;
using static Personalization.Tests.Profiles.Told;

namespace Personalization.Tests.Profiles;

public sealed class OrderTests
{
    private static ShopEvent Completed(double second, string members, string id = "c") => Track(id, second, EventNames.OrderCompleted, $$"""{"order_id":"1",{{members}}}""");

    private static ShopEvent Refunded(string members, string id = "r") => Track(id, 9, EventNames.OrderRefunded, $$"""{"order_id":"1"{{members}}}""");

    private static Order One(params ShopEvent[] events) => Assert.Single(Profile(events).Orders);

    [Theory]
    [InlineData("\"revenue\":10,\"total\":12,\"value\":13", 10)]
    [InlineData("\"total\":12,\"value\":13", 12)]
    [InlineData("\"value\":13", 13)]
    [InlineData("\"products\":[{\"product_id\":\"a\",\"price\":2.5,\"quantity\":2},{\"product_id\":\"b\",\"price\":1}]", 6)]
    [InlineData("\"products\":[]", 0)]
    [InlineData("\"revenue\":7e28,\"total\":12", 12)]
    [InlineData("\"revenue\":-4", 0)]
    public void NetRevenue_OfAnOrder_IsWhatTheEventSaysOfIt(string members, decimal revenue) => Assert.Equal(revenue, One(Completed(1, members)).NetRevenue());

    [Theory]
    [InlineData(",\"total\":4", 6)]
    [InlineData(",\"value\":4", 6)]
    [InlineData(",\"products\":[{\"product_id\":\"a\",\"price\":2,\"quantity\":3}]", 4)]
    [InlineData("", 0)] // The spec's table asks for order_id only: then the whole order was paid back.
    [InlineData(",\"total\":12", 0)]
    public void NetRevenue_OfARefundedOrder_IsWhatRemains(string refund, decimal revenue)
    {
        Assert.Equal(revenue, One(Completed(1, "\"revenue\":10"), Refunded(refund)).NetRevenue());
        Assert.Equal(revenue, One(Refunded(refund), Completed(1, "\"revenue\":10")).NetRevenue());
    }

    [Fact]
    public void NetRevenue_SeveralRefunds_AreTakenOffEachOnce() =>
        Assert.Equal(5, Stored(Profile(Completed(1, "\"revenue\":10"), Refunded(",\"total\":2", "r1"), Refunded(",\"total\":3", "r2"), Refunded(",\"total\":3", "r2"))).Orders[0].NetRevenue());

    [Fact]
    [Trait("Feature", "S100")]
    public void Apply_DeliveredOrder_SaysWhenItFirstArrived()
    {
        ShopEvent[] told = [Track("d2", 8, EventNames.OrderDelivered, """{"order_id":"1"}"""), Completed(1, "\"revenue\":10"), Track("d1", 5, EventNames.OrderDelivered, """{"order_id":"1"}""")];

        Assert.Equal(Start.AddSeconds(5), Stored(Profile(told)).Orders[0].DeliveredAt);
        Assert.Null(One(Completed(1, "\"revenue\":10")).DeliveredAt);
    }

    [Theory]
    [Trait("Feature", "S46")]
    [InlineData("completed 1 5", 2, OrderState.Placed, 5)]
    [InlineData("completed 1 5", 6, OrderState.Overdue, 5)]
    [InlineData("completed 1 5|shipped 2 -", 3, OrderState.Shipped, 5)]
    [InlineData("completed 1 5|shipped 2 4", 3, OrderState.Shipped, 4)]
    [InlineData("completed 1 5|shipped 2 -", 6, OrderState.Overdue, 5)]
    [InlineData("completed 1 5|delayed 3 9", 7, OrderState.Delayed, 9)]
    [InlineData("completed 1 5|delayed 3 -", 7, OrderState.Delayed, 0)]
    [InlineData("completed 1 5|delayed 3 9", 10, OrderState.Overdue, 9)]
    [InlineData("completed 1 5|delayed 3 9|delayed 4 11", 10, OrderState.Delayed, 11)]
    [InlineData("completed 1 5|delayed 3 9|shipped 4 -", 7, OrderState.Shipped, 9)]
    [InlineData("completed 1 5|shipped 2 -|delayed 3 9|shipped 4 -", 7, OrderState.Shipped, 9)]
    [InlineData("completed 1 5|shipped 2 -|delayed 3 9", 7, OrderState.Delayed, 9)]
    [InlineData("completed 1 5|delayed 3 -|delivered 8 -", 9, OrderState.Delivered, 0)]
    [InlineData("completed 1 5|delayed 3 9|cancelled 4 -", 20, OrderState.Cancelled, 0)]
    [InlineData("completed 1 -", 90, OrderState.Placed, 0)]
    [InlineData("completed 1 5000", 90, OrderState.Placed, 0)]
    public void StandingAt_EventsInEitherOrder_SaysHowTheOrderStands(string told, int day, OrderState state, int due)
    {
        ShopEvent[] events = [.. told.Split('|').Select(one => one.Split(' ')).Select(one => Track(
            string.Join('-', one), 86_400 * int.Parse(one[1], CultureInfo.InvariantCulture), $"Order {char.ToUpperInvariant(one[0][0])}{one[0][1..]}",
            one[2] == "-" ? """{"order_id":"1"}""" : $$"""{"order_id":"1","estimated_delivery_at":"{{EventCodec.Text(Start.AddDays(int.Parse(one[2], CultureInfo.InvariantCulture)))}}"}"""))];

        foreach (ShopEvent[] order in new[] { events, [.. events.Reverse()] })
        {
            OrderStanding standing = Stored(Profile(order)).Orders[0].StandingAt(Start.AddDays(day));

            Assert.Equal((state, due == 0 ? null : (DateTimeOffset?)Start.AddDays(due)), (standing.State, standing.DueAt));
        }
    }

    [Theory]
    [InlineData("\"coupon\":\"SPRING\"", "SPRING", null)]
    [InlineData("\"coupon\":\" \",\"discount\":2.5", null, 2.5)]
    [InlineData("\"revenue\":1", null, null)]
    public void Apply_OrderWithADiscount_KeepsIt(string members, string? coupon, double? discount)
    {
        OrderStatement said = Stored(Profile(Completed(1, members))).Orders[0].Said!;

        Assert.Equal((coupon, (decimal?)discount), (said.Coupon, said.Discount));
    }

    [Fact]
    public void NetRevenue_CancelledOrder_IsNothing() =>
        Assert.Equal(0, One(Track("x", 0, EventNames.OrderCancelled, """{"order_id":"1"}"""), Completed(1, "\"revenue\":10")).NetRevenue());

    [Fact]
    public void Apply_SameOrderFromPageAndServer_IsOneOrderAsLastSaid()
    {
        Order order = One(Completed(5, "\"revenue\":11,\"currency\":\"eur\"", "server"), Completed(1, "\"revenue\":10,\"currency\":\"usd\"", "page"));

        Assert.Equal((11m, "EUR", Start.AddSeconds(1)), (order.NetRevenue(), order.Said!.Currency, order.PlacedAt));
    }

    [Fact]
    public void Apply_UpdatedOrder_HasTheLinesOfTheUpdate()
    {
        ShopEvent update = Track("u", 2, EventNames.OrderUpdated, """{"order_id":"1","revenue":4,"products":[{"product_id":"b","price":4}]}""");
        ShopEvent status = Track("s", 3, EventNames.OrderUpdated, """{"order_id":"1","status":"packed"}""");

        Order order = One(Completed(1, "\"revenue\":10,\"products\":[{\"product_id\":\"a\"}]"), update, status);

        Assert.Equal((4m, "b"), (order.NetRevenue(), Assert.Single(order.Said!.Lines).ProductId));
    }

    [Fact]
    public void Apply_OrdersWithoutAnId_AreOrdersOfTheirOwn()
    {
        ShopEvent Order(string id, string orderId) => Track(id, 1, EventNames.OrderCompleted, $$"""{"order_id":{{orderId}},"revenue":1}""");
        string longId = new('o', 30_000);

        Assert.Equal(3, Profile(Order("a", "\"\""), Order("b", "null"), Order("c", "\" \"")).Orders.Length);
        Assert.Single(Profile(Order("a", $"\"{longId}\""), Order("b", $"\"{longId}\"")).Orders);
        Assert.True(Bytes(Profile(Order("a", $"\"{longId}\""))).Length < 1000);
    }

    [Theory]
    [InlineData("EUR", "EUR")]
    [InlineData("gel", "GEL")]
    [InlineData("euros", null)]
    [InlineData("€", null)]
    public void Apply_Currency_IsAnIsoCodeOrUnknown(string sent, string? kept) => Assert.Equal(kept, One(Completed(1, $"\"currency\":\"{sent}\"")).Said!.Currency);

    [Fact]
    public void Apply_ManyRefundsOfOneOrder_StayBoundedInAnyOrder()
    {
        ShopEvent[] refunds = [.. Enumerable.Range(0, ProfileLimits.OrderRefunds + 50).Select(n => Refunded($",\"total\":{n}", "r" + n))];

        Profile forwards = Profile(refunds), backwards = refunds.Reverse().Aggregate(User(), (profile, one) => Stored(Applied(profile, [one])));

        Assert.Equal(ProfileLimits.OrderRefunds, forwards.Orders[0].Refunds.Count);
        Assert.Equal(Bytes(forwards), Bytes(backwards));
    }
}
