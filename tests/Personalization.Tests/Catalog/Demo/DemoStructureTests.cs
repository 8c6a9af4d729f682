using System.Text.Json;
using Personalization.Events;

namespace Personalization.Tests.Catalog.Demo;

/// <summary>What is planted in the demo shop is really there to be found.</summary>
public sealed class DemoStructureTests(DemoStoryFixture story) : IClassFixture<DemoStoryFixture>
{
    [Theory]
    [InlineData("tent", "sleepingbag")]
    [InlineData("tent", "mat")]
    [InlineData("grinder", "beans")]
    [InlineData("grinder", "filters")]
    [InlineData("boots", "socks")]
    [InlineData("scooter", "helmet")]
    public void Orders_Complements_ComeTogetherFarAboveChance(string thing, string other)
    {
        List<HashSet<string>> baskets = [.. story.Orders.Select(order => DemoStoryFixture.ProductsOf(order).Select(DemoStoryFixture.TypeOf).ToHashSet())];
        double chance = baskets.Count(basket => basket.Contains(other)) / (double)baskets.Count;
        List<HashSet<string>> with = [.. baskets.Where(basket => basket.Contains(thing))];

        double together = with.Count(basket => basket.Contains(other)) / (double)with.Count;

        Assert.True(with.Count >= 10, $"{with.Count} orders of {thing}");
        Assert.True(together > 3 * chance && together > 0.3, $"{other} is in {together:P0} of the orders of {thing} and in {chance:P1} of all");
    }

    [Fact]
    public void Views_Categories_FollowTheirSeasons()
    {
        double Share(string category, int fromDay, int toDay)
        {
            (DateTimeOffset from, DateTimeOffset to) = (DemoStoryFixture.Now.AddDays(fromDay - 60), DemoStoryFixture.Now.AddDays(toDay - 60));
            List<ShopEvent> views = [.. story.Events.Where(one => one.Event == EventNames.ProductViewed && one.Timestamp >= from && one.Timestamp < to)];
            return views.Count(one => Category(one) == category) / (double)views.Count;
        }

        Assert.True(Share("Garden", 40, 60) > 2 * Share("Garden", 0, 20));
        Assert.True(Share("Home textiles", 0, 20) > 1.4 * Share("Home textiles", 40, 60));
        Assert.InRange(Share("Books", 40, 60) / Share("Books", 0, 20), 0.6, 1.5);
    }

    [Fact]
    public void Orders_ByShopper_TellLoyalBuyersFromOneTimeBuyers()
    {
        int[] orders = [.. story.ByShopper.Select(shopper => shopper.Count(one => one.Event == EventNames.OrderCompleted))];

        Assert.InRange(orders.Count(count => count == 0), 600, 1300);
        Assert.InRange(orders.Count(count => count == 1), 300, 900);
        Assert.InRange(orders.Count(count => count >= 5), 80, 400);
        Assert.InRange(orders.Sum(), 1800, 4500);
    }

    [Fact]
    public void Orders_Consumables_AreBoughtAgainAtThePersonsOwnPace()
    {
        List<double[]> gaps =
        [
            .. story.ByShopper.SelectMany(shopper => shopper.Where(one => one.Event == EventNames.OrderCompleted)
                    .SelectMany(order => DemoStoryFixture.ProductsOf(order).Select(id => (id, order.Timestamp)))
                    .GroupBy(bought => bought.id).Select(bought => bought.Select(one => one.Timestamp).Order().ToArray()))
                .Where(times => times.Length >= 4).Select(times => times.Zip(times.Skip(1), (one, next) => (next - one).TotalDays).ToArray()),
        ];

        Assert.True(gaps.Count >= 30, $"{gaps.Count} products were bought at least four times by one person");
        double[] spread = [.. gaps.Select(days => (days.Max() - days.Min()) / days.Average()).Order()];
        Assert.True(spread[spread.Length / 2] < 0.5, $"the median spread of intervals is {spread[spread.Length / 2]:F2}");
    }

    [Fact]
    public void Shoppers_Tastes_Differ()
    {
        double[] favourites =
        [
            .. story.ByShopper.Select(shopper => shopper.Where(one => one.Event == EventNames.ProductViewed).Select(Category).ToArray())
                .Where(views => views.Length >= 20).Select(views => views.CountBy(category => category).Max(count => count.Value) / (double)views.Length),
        ];

        // With no taste the largest of eight categories would have about a quarter of twenty views.
        Assert.True(favourites.Average() > 0.4, $"the favourite category has {favourites.Average():P0} of the views");
    }

    [Fact]
    public void Shoppers_DiscountHunters_UseCouponsAgainAndAgain()
    {
        List<ShopEvent[]> repeat =
        [
            .. story.ByShopper.Select(shopper => shopper.Where(one => one.Event == EventNames.OrderCompleted).ToArray()).Where(orders => orders.Length >= 2),
        ];
        double Coupons(IEnumerable<ShopEvent> orders) => orders.Average(order => order.Properties.TryGetProperty("coupon", out _) ? 1.0 : 0);

        double after = Coupons(repeat.Where(orders => orders[0].Properties.TryGetProperty("coupon", out _)).SelectMany(orders => orders.Skip(1)));
        double otherwise = Coupons(repeat.Where(orders => !orders[0].Properties.TryGetProperty("coupon", out _)).SelectMany(orders => orders.Skip(1)));

        Assert.True(after > 2.5 * otherwise, $"a coupon follows a coupon in {after:P0} of orders, else in {otherwise:P0}");
    }

    [Fact]
    public void Shoppers_Anonymous_AreIdentifiedLaterAndOnce()
    {
        List<ShopEvent[]> known = [.. story.ByShopper.Where(shopper => shopper.Any(one => one.Type is EventType.Identify))];

        Assert.InRange(known.Count, 900, 1500);
        Assert.True(known.Count(shopper => shopper[0].UserId is null) > known.Count * 0.9);
        Assert.All(known, shopper =>
        {
            int at = Array.FindIndex(shopper, one => one.Type is EventType.Identify);
            Assert.Single(shopper, one => one.Type is EventType.Identify);
            Assert.All(shopper[..at], one => Assert.Null(one.UserId));
            Assert.All(shopper[at..], one => Assert.Equal(shopper[at].UserId, one.UserId));
            JsonElement traits = shopper[at].Traits;
            Assert.EndsWith("@example.com", traits.GetProperty("email").GetString(), StringComparison.Ordinal);
            Assert.Equal(shopper[at].Context.GetProperty("locale").GetString(), traits.GetProperty("locale").GetString());
            Assert.NotEmpty(traits.GetProperty("firstName").GetString()!);
        });
        Assert.All(story.ByShopper.Except(known), shopper => Assert.DoesNotContain(shopper, one => one.UserId is not null || one.Event == EventNames.OrderCompleted));
    }

    [Fact]
    public void Events_Hours_FollowLocalTime()
    {
        int[] hours = new int[24];
        foreach (ShopEvent one in story.Events)
            hours[TimeZoneInfo.ConvertTime(one.Timestamp, TimeZoneInfo.FindSystemTimeZoneById(one.Context.GetProperty("timezone").GetString()!)).Hour]++;

        Assert.True(hours[2..5].Sum() * 8 < hours[19..22].Sum());
        Assert.Equal(5, story.Events.Select(one => one.Context.GetProperty("timezone").GetString()).Distinct().Count());
        Assert.Equal(
            ["ar-AE", "el-GR", "en-GB", "fa-IR", "ru-RU"],
            story.Events.Select(one => one.Context.GetProperty("locale").GetString()!).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Events_CartsCampaignsAndReturns_AreThere()
    {
        int carts = story.Events.Count(one => one.Event == EventNames.CartViewed);
        int orders = story.Orders.Count();

        Assert.InRange(orders / (double)carts, 0.3, 0.8);
        Assert.InRange(story.Events.Count(one => one.Event == EventNames.OrderRefunded) / (double)orders, 0.01, 0.06);
        Assert.InRange(story.Events.Count(one => one.Context.TryGetProperty("campaign", out _)) / (double)story.Events.Count, 0.05, 0.4);
        Assert.All(story.Events, one => Assert.NotEmpty(one.Context.GetProperty("page").GetProperty("path").GetString()!));
    }

    [Fact]
    public void Orders_Amounts_AddUp()
    {
        Assert.All(story.Orders, order =>
        {
            JsonElement properties = order.Properties;
            decimal lines = properties.GetProperty("products").EnumerateArray()
                .Sum(line => line.GetProperty("price").GetDecimal() * line.GetProperty("quantity").GetDecimal());
            decimal discount = properties.TryGetProperty("discount", out JsonElement value) ? value.GetDecimal() : 0;
            Assert.Equal(lines - discount, properties.GetProperty("subtotal").GetDecimal());
            Assert.Equal(
                properties.GetProperty("subtotal").GetDecimal() + properties.GetProperty("shipping").GetDecimal(), properties.GetProperty("total").GetDecimal());
        });
    }

    private static string Category(ShopEvent one) => one.Properties.GetProperty("category").GetString()!.Split(" / ")[0];
}
