using Personalization.Profiles;
using Personalization.Segments.Predictions;

namespace Personalization.Functions.Tests.Journeys;

/// <summary>Who gets something for coming back.</summary>
[Trait("Feature", "S92")]
public sealed class CartIncentiveTests : IAsyncLifetime
{
    private JourneyWorld world = null!;

    public async Task InitializeAsync()
    {
        world = await JourneyWorld.OpenAsync();
        (world.Cart.Incentive.MonthlyBudget, world.Cart.Incentive.Holdout, world.Cart.Incentive.MinimumValue) = (100, 0, 40);
        await world.KnowAsync("ana");
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Incentive_ForANewCustomer_GoesLastWithACodeAndIsRemembered()
    {
        await world.AddAsync("tent");

        await world.PassAsync(TimeSpan.FromDays(4));

        Assert.Equal("72h 10 % off what is in your cart", world.Sent[^1]);
        Assert.Matches("code CART-[2-9BCDFGHJKMNPQRSTVWXYZ]{10}\\.", world.Mail.Handed[^1].Content.Text);
        Assert.Equal(4, world.Budget.Spent);
        await world.AddAsync("mat");
        await world.PassAsync(TimeSpan.FromDays(6));
        Assert.Equal(5, world.Sent.Length);
        Assert.Equal(4, world.Budget.Spent);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(",\"coupon\":\"SPRING\"", true)]
    [InlineData(",\"discount\":4", true)]
    public async Task Incentive_ForARegular_GoesToThoseWhoBuyWithDiscounts(string discount, bool given)
    {
        for (int order = 0; order < 3; order++) await world.BuyAsync($"o{order}", more: discount);
        await world.PassAsync(TimeSpan.FromHours(1));
        await world.AddAsync("tent");

        await world.PassAsync(TimeSpan.FromDays(4));

        Assert.Equal(given, world.Sent.Any(one => one.Contains("10 %", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Incentive_BeyondTheBudget_GoesToNobody()
    {
        world.Cart.Incentive.MonthlyBudget = 7;
        await world.KnowAsync("ben", """{"email":"ben@example.com","subscription:email":"subscribed"}""");
        await world.AddAsync("tent");
        await world.AddAsync("tent", "ben");

        await world.PassAsync(TimeSpan.FromDays(4));

        Assert.Single(world.Sent, one => one.Contains("10 %", StringComparison.Ordinal));
        Assert.Equal(4, world.Budget.Spent);
    }

    [Theory]
    [Trait("Feature", "S118")]
    [InlineData(null, "EUR", "10 %")]
    [InlineData(99.0, "EUR", "10 %")]
    [InlineData(100.0, "EUR", "15 %")]
    [InlineData(1000.0, "EUR", "20 %")]
    [InlineData(1000.0, "USD", "10 %")]
    public async Task Incentive_ByWhatIsExpectedOfThePerson_ClimbsTheLadder(double? worth, string currency, string expected)
    {
        world.Cart.Incentive.Steps.AddRange([new() { LifetimeValue = 500, Percent = 20 }, new() { LifetimeValue = 100, Percent = 15 }]);
        world.Predictions.Said = new PersonPredictions { LifetimeValue = worth, Currency = currency };
        await world.AddAsync("tent");

        await world.PassAsync(TimeSpan.FromDays(4));

        Assert.StartsWith("72h " + expected, world.Sent[^1], StringComparison.Ordinal);
        Assert.Equal(40m * decimal.Parse(expected[..2], System.Globalization.CultureInfo.InvariantCulture) / 100, world.Budget.Spent);
    }

    [Theory]
    [InlineData(1, 40)]
    [InlineData(0, 41)]
    public async Task Incentive_HeldOutOrTooCheap_IsPassedOver(double holdout, int minimum)
    {
        (world.Cart.Incentive.Holdout, world.Cart.Incentive.MinimumValue) = (holdout, minimum);
        await world.AddAsync("tent");

        await world.PassAsync(TimeSpan.FromDays(4));

        Assert.Equal(2, world.Sent.Length);
        Assert.Equal("done", await world.EndAsync());
        Assert.Equal(0, world.Budget.Spent);
        Assert.DoesNotContain("incentive_given_at", (await world.Profiles.LoadLatestAsync(PersonKey.User("ana"), default)).Profile.Traits.Keys);
    }
}
