using System.Text;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Segments;
using Personalization.Segments.Definitions;
using Personalization.Segments.Predictions;

namespace Personalization.Tests.Segments;

/// <summary>Whom the segments that come along hold, and whom not.</summary>
public sealed class ShippedSegmentTests
{
    private static readonly DateTimeOffset Noon = Person.Noon;

    [Theory]
    [Trait("Feature", "S39")]
    [InlineData("discount-buyers", 3, 3, true)]
    [InlineData("discount-buyers", 3, 1, false)]
    [InlineData("discount-buyers", 3, 0, false)]
    [InlineData("full-price-newcomers", 3, 0, true)]
    [InlineData("full-price-newcomers", 3, 1, false)]
    [InlineData("full-price-newcomers", 1, 0, false)]
    public void Holds_BuyersInSalesAndAtFullPrice_AreToldApart(string id, int orders, int discounted, bool expected)
    {
        Person person = new();
        for (int order = 0; order < orders; order++)
            person.Did(EventNames.OrderCompleted, Noon.AddDays(-10 * (order + 1)), properties: $$"""
                {"order_id":"o{{order}}","revenue":50,"currency":"EUR",{{(order < discounted ? "\"coupon\":\"SALE\"," : "")}}"products":[{"product_id":"tent"}]}
                """);

        Assert.Equal(expected, Holds(id, person));
    }

    [Theory]
    [Trait("Feature", "S40")]
    [InlineData(3, false, true)]
    [InlineData(2, false, false)]
    [InlineData(3, true, false)]
    public void Holds_VisitsWithoutAnOrder_LooksAndDoesNotBuy(int visits, bool orders, bool expected)
    {
        Person person = new();
        for (int visit = 0; visit < visits; visit++) person.Did(EventNames.ProductViewed, Noon.AddDays(-visit - 1), "tent");
        if (orders) person.Bought(Noon.AddDays(-2), "tent");

        Assert.Equal(expected, Holds("looks-not-buys", person));
    }

    [Theory]
    [Trait("Feature", "S41")]
    [InlineData(1, 40, true)]
    [InlineData(1, 10, false)]
    [InlineData(2, 40, false)]
    public void Holds_OneOrderAWhileAgo_BoughtOnce(int orders, int days, bool expected)
    {
        Person person = new();
        for (int order = 0; order < orders; order++) person.Bought(Noon.AddDays(-days - order), "tent");

        Assert.Equal(expected, Holds("one-time-buyers", person));
    }

    [Theory]
    [Trait("Feature", "S97")]
    [InlineData("gold", true)]
    [InlineData("Platinum", true)]
    [InlineData("silver", false)]
    public void Holds_TierOfTheProgram_IsEntitled(string tier, bool expected) =>
        Assert.Equal(expected, Holds("gold-tier", new Person().Says($$"""{"loyaltyTier":"{{tier}}"}""")));

    [Theory]
    [Trait("Feature", "S119")]
    [InlineData(1, "retarget-2-days")]
    [InlineData(3, "retarget-7-days")]
    [InlineData(10, "retarget-14-days")]
    [InlineData(20, null)]
    public void Holds_LookedSoManyDaysAgo_IsOnOneListOfRetargetingUntilTheyBuy(int days, string? expected)
    {
        string[] lists = [.. ShippedSegments.All.Keys.Where(id => id.StartsWith("retarget-", StringComparison.Ordinal))];
        Person person = new();
        person.Did(days % 2 == 0 ? EventNames.ProductAdded : EventNames.ProductViewed, Noon.AddDays(-days), "tent");

        Assert.Equal(expected is null ? [] : [expected], lists.Where(id => Holds(id, person)));
        person.Bought(Noon.AddDays(-1), "tent");
        Assert.DoesNotContain(lists, id => Holds(id, person));
    }

    [Theory]
    [Trait("Feature", "S123")]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public void Holds_Order_KeepsOutOfAdvertisingForAMonth(int days, bool expected)
    {
        Person person = new();
        person.Bought(Noon.AddDays(-days), "tent");

        Assert.Equal(expected, Holds("recent-buyers", person));
    }

    private static bool Holds(string id, Person person)
    {
        Condition rule = SegmentReader.Read(Encoding.UTF8.GetBytes(ShippedSegments.All[id]), id, 1).Segment!.Rule;
        return ConditionRules.Holds(rule, person.Facts with { Predictor = new ByOrders() }, Noon);
    }

    private sealed class ByOrders : IPredictor
    {
        public PersonPredictions Of(Profile profile, DateTimeOffset now) => new() { DiscountAffinity = DiscountAffinity.Of(profile) };
    }
}
