using Personalization.Events;
using Personalization.Profiles;
using static Personalization.Tests.Profiles.Histories;
using static Personalization.Tests.Profiles.Told;

namespace Personalization.Tests.Profiles;

/// <summary>More orders than are kept one by one.</summary>
public sealed class OlderOrderTests
{
    private const int Count = ProfileLimits.Orders + 40;

    private static ShopEvent Order(int n, string kind = EventNames.OrderCompleted, string amount = "\"revenue\":10.50", string suffix = "") =>
        Track($"{kind}-{n}{suffix}", n, kind, $$"""{"order_id":"o{{n}}","currency":"{{(n % 2 == 0 ? "EUR" : "USD")}}",{{amount}}}""");

    private static ShopEvent[] Orders => [.. Enumerable.Range(0, Count).Select(n => Order(n))];

    private static string Totals(Profile profile) => $"{profile.OlderOrders} {string.Join(' ', profile.OlderRevenue.Select(one => $"{one.Key}:{one.Value}"))}";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Apply_MoreOrdersThanKept_MovesTheOldestIntoTotalsInAnyOrder(int seed)
    {
        Random chance = new(seed);
        Profile profile = Cut(Disordered(Orders, chance), chance).Aggregate(User(), (before, batch) => Stored(Applied(before, batch)));

        Assert.Equal(Enumerable.Range(40, ProfileLimits.Orders).Reverse().Select(n => "o" + n), profile.Orders.Select(order => order.OrderId));
        Assert.Equal("40 EUR:210.00 USD:210.00", Totals(profile));
        Assert.Equal(Bytes(Applied(User(), Orders)), Bytes(profile));
    }

    [Theory]
    [InlineData("0.00", "10", "390.00")]
    [InlineData("999999999999999.4", "0.0000004", "999999999999999.4")]
    [InlineData("999999999999999.4", "0.12345678901234567890123", "1000000000000004.214823")]
    public void Apply_AmountsOfAnyScale_SumUpToTheSameBytesInAnyOrder(string first, string others, string sum)
    {
        ShopEvent[] orders = [.. Enumerable.Range(0, Count).Select(n => Order(2 * n, amount: $"\"revenue\":{(n == 0 ? first : others)}"))];
        Profile whole = Applied(User(), orders), piecemeal = orders.Reverse().Chunk(7).Aggregate(User(), (before, batch) => Stored(Applied(before, batch)));

        Assert.Equal(Bytes(whole), Bytes(piecemeal));
        Assert.Equal(decimal.Parse(sum, System.Globalization.CultureInfo.InvariantCulture), whole.OlderRevenue["EUR"]);
    }

    [Fact]
    public void Absorb_ProfilesWithMovedOrders_AddsTheirTotals()
    {
        ShopEvent[] even = [.. Enumerable.Range(0, 2 * Count).Where(n => n % 2 == 0).Select(n => Order(n))];
        ShopEvent[] odd = [.. Enumerable.Range(0, 2 * Count).Where(n => n % 2 == 1).Select(n => Order(n))];

        Profile merged = ProfileRules.Absorb(Applied(User(), even), Applied(User("former"), odd));

        Assert.Equal(Bytes(Applied(ProfileRules.Absorb(User(), User("former")), [.. even, .. odd])), Bytes(merged));
    }

    [Fact]
    public void Apply_LateWordOfAMovedOrder_DoesNotCountItAgain()
    {
        Profile before = Applied(User(), Orders);

        Profile after = Stored(Applied(before, [Order(0, suffix: "again"), Order(2, EventNames.OrderUpdated), Order(4, EventNames.OrderCancelled)]));

        Assert.Equal(Totals(before), Totals(after));
        Assert.Equal(before.Orders.Length, after.Orders.Length);
        Assert.DoesNotContain(after.Orders, order => order.OrderId == "o0");
    }

    [Fact]
    public void Apply_LateRefundOfAMovedOrder_IsTakenOffTheTotalOnce()
    {
        ShopEvent[] late = [Order(0, EventNames.OrderRefunded, "\"total\":0.50")];

        Profile after = Applied(Applied(User(), [.. Orders, .. late]), late);

        Assert.Equal("40 EUR:209.50 USD:210.00", Totals(Applied(Applied(User(), Orders), late)));
        Assert.Equal("40 EUR:209.50 USD:210.00", Totals(after));
    }

    [Fact]
    public void Absorb_OrderThatTheOtherHasMoved_IsNotKeptBesideTheTotal()
    {
        Profile mine = Applied(User(), [Order(0, suffix: "of the page")]), other = Applied(User("former"), Orders);

        Assert.Equal(Totals(other), Totals(ProfileRules.Absorb(mine, other)));
        Assert.Equal(Totals(other), Totals(ProfileRules.Absorb(other, mine)));
        Assert.DoesNotContain(ProfileRules.Absorb(mine, other).Orders, order => order.OrderId == "o0");
        Assert.DoesNotContain(ProfileRules.Absorb(other, mine).Orders, order => order.OrderId == "o0");
    }

    [Fact]
    public void Apply_HugeRevenues_NeverOverflow()
    {
        ShopEvent[] orders =
        [
            .. Enumerable.Range(0, 200).Select(n => Order(n, amount: "\"revenue\":999999999999999.999999")),
            .. Enumerable.Range(200, 20).Select(n => Order(n, amount: "\"products\":[{\"product_id\":\"p\",\"price\":999999999999999,\"quantity\":1000000}]")),
            Order(300, amount: "\"revenue\":79228162514264337593543950335"),
        ];

        Profile profile = Applied(User(), orders);

        Assert.Equal(171, profile.OlderOrders);
        Assert.Equal(171 * 999999999999999.999999m, profile.OlderRevenue.Values.Sum());
    }

    [Fact]
    public void Apply_ThousandsOfOrders_RemembersABoundedNumberOfIds() =>
        Assert.Equal(ProfileLimits.OlderOrderIds, Applied(User(), Enumerable.Range(0, 900).Select(n => Order(n))).OlderOrderIds.Count);
}
