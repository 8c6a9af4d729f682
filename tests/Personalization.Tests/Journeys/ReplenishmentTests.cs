using System.Collections.Immutable;
using Personalization.Profiles;
using Personalization.Segments.Predictions;

namespace Personalization.Tests.Journeys;

[Trait("Feature", "S47")]
public sealed class ReplenishmentTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0", null)]
    [InlineData("0 10", null)]
    [InlineData("0 10 30", 15.0)]
    [InlineData("0 10 30 33", 10.0)]
    [InlineData("0 10 10.2 30 33", 10.0)]
    public void OwnDays_BetweenPurchases_AreTheMiddleOnesWhereThereAreTwo(string days, double? expected)
    {
        double? own = Replenishment.OwnDays(Shopper(days), "milk");

        if (expected is { } some) Assert.Equal(some, own!.Value, 6);
        else Assert.Null(own);
    }

    [Fact]
    public void Of_TheLastOrder_GoesByOneselfElseByEverybody()
    {
        Dictionary<string, double> typical = new() { ["milk"] = 7 };

        Assert.Equal(Start.AddDays(37), Assert.Single(Replenishment.Of(Shopper("30"), Shopper("30").Orders[0], typical)).At);
        Assert.Equal(Start.AddDays(40), Assert.Single(Replenishment.Of(Shopper("0 10 20 30"), Shopper("0 10 20 30").Orders[0], typical)).At);
        Assert.Empty(Replenishment.Of(Shopper("30"), Shopper("30").Orders[0], new Dictionary<string, double>()));
        Assert.Empty(Replenishment.Of(Shopper("0 30"), Shopper("0 30").Orders[1], typical));
    }

    private static Profile Shopper(string days) => new()
    {
        Key = PersonKey.User("u"),
        Orders =
        [
            .. days.Split(' ').Select(day => Start.AddDays(double.Parse(day, System.Globalization.CultureInfo.InvariantCulture))).OrderDescending().Select((at, place) =>
                new Order($"o{place}", at, new OrderStatement(at, 1, 1, "EUR", [new OrderLine("milk", 1, 1)]), null, ImmutableSortedDictionary<ulong, decimal?>.Empty)),
        ],
    };
}
