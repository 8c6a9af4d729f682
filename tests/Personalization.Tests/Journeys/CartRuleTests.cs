using Personalization.Journeys;
using Personalization.Journeys.Carts;
using Personalization.Profiles;
using Personalization.Segments.Predictions;
using static Personalization.Tests.Journeys.CartHistory;

namespace Personalization.Tests.Journeys;

[Trait("Feature", "S92")]
public sealed class CartRuleTests
{
    private static readonly AbandonedCartState Fresh = new("u:u", "", Start);

    [Theory]
    [InlineData("0 +a", 59, "wait 60")]
    [InlineData("0 +a", 60, "send reminder-1, wait 1440")]
    [InlineData("0 +a;30 +b", 60, "wait 90")]
    [InlineData("0 +a;30 +b", 90, "send reminder-1, wait 1470")]
    [InlineData("0 +a;10 -a", 60, "end emptied")]
    [InlineData("0 +a;10 order", 60, "end bought")]
    [InlineData("0 +a;10 no", 60, "end opted-out")]
    [InlineData("0 +c", 60, "end sold-out")]
    [InlineData("0 +a;10 order;20 +b", 60, "wait 80")]
    [InlineData("0 +a", 20000, "end too-old")]
    [InlineData("", 60, "end unknown")]
    public void Next_OfAFirstLook_DoesWhatIsDue(string acts, int minute, string expected) => Assert.Equal(expected, Told(AbandonedCartRules.Next(Fresh, Facts(Shopper(Acts(acts))), At(minute))));

    [Fact]
    public void Next_LongAfterItsTime_KeepsTheDistanceBetweenSteps()
    {
        JourneyTurn<AbandonedCartState> late = AbandonedCartRules.Next(Fresh, Facts(Shopper((0, "+a"))), At(2000));

        Assert.Equal("send reminder-1, wait 3380", Told(late));
        Assert.Equal("send reminder-2, wait 6260", Told(AbandonedCartRules.Next(late.State, Facts(Shopper((0, "+a"))), At(3380))));
    }

    [Fact]
    public void Next_OrderInBetween_BeginsANewRound()
    {
        AbandonedCartState said = Fresh with { Steps = ["reminder-1"], SentAt = At(60), LastChange = Start };

        JourneyTurn<AbandonedCartState> turn = AbandonedCartRules.Next(said, Facts(Shopper((0, "+a"), (70, "order"), (80, "+b"))), At(140));

        Assert.Equal("send reminder-1, wait 1520", Told(turn));
        Assert.NotEqual(said.Round, turn.State.Round);
    }

    [Fact]
    public void Next_WithoutTheFurtherSteps_EndsAfterTheFirst()
    {
        AbandonedCartSettings one = Settings with { SecondAfter = default, IncentiveAfter = default };

        Assert.Equal("send reminder-1, end done", Told(AbandonedCartRules.Next(Fresh, Facts(Shopper((0, "+a")), one), At(60))));
    }

    [Fact]
    public void Next_EndWithAMessageOut_TakesItBack()
    {
        AbandonedCartState said = Fresh with { Steps = ["reminder-1"], SentAt = At(60), LastChange = Start };

        Assert.Equal(new Cancel("reminder-1"), Assert.Single(AbandonedCartRules.Next(said, Facts(Shopper((0, "+a"), (70, "order"))), At(75)).Acts));
    }

    [Theory]
    [InlineData("0 +a", 60, null)]
    [InlineData("0 +a;70 order", 60, "bought")]
    [InlineData("0 +a;70 +b", 60, "changed")]
    [InlineData("0 +a;70 order;80 +b", 60, "bought")]
    [InlineData("0 +a;70 -a", 60, "emptied")]
    public void WhyNot_OfAWaitingMessage_IsWhatHasHappenedSince(string acts, int made, string? expected) =>
        Assert.Equal(expected, AbandonedCartRules.WhyNot(Shopper(Acts(acts)), "", CartHistory.Catalog, Settings, At(made)));

    [Theory]
    [InlineData(0, 0, 0.5)]
    [InlineData(1, 0, 1 / 3.0)]
    [InlineData(2, 2, 0.75)]
    [InlineData(8, 1, 0.2)]
    public void Affinity_OfAShopper_IsTheShareOfDiscountedOrdersWithAPrior(int orders, int discounted, double expected)
    {
        Order Of(int number) => new($"o{number}", Start, new OrderStatement(Start, 1, 10, "EUR", []) { Coupon = number < discounted ? "C" : null }, null, System.Collections.Immutable.ImmutableSortedDictionary<ulong, decimal?>.Empty);
        Profile profile = new() { Key = PersonKey.User("u"), Orders = [.. Enumerable.Range(0, orders).Select(Of)] };

        Assert.Equal(expected, DiscountAffinity.Of(profile), 10);
    }

    [Fact]
    public void Coupon_OfARound_IsItsOwnAndNeedsTheKey()
    {
        string[] all = [CartIncentive.Coupon("i", "1", "k"), CartIncentive.Coupon("i", "2", "k"), CartIncentive.Coupon("i", "1", "l"), CartIncentive.Coupon("j", "1", "k")];

        Assert.Equal(4, all.Distinct().Count());
        Assert.Equal(all[0], CartIncentive.Coupon("i", "1", "k"));
    }

    private static IEnumerable<(double, string)> Acts(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(one => one.Split(' ')).Select(one => (double.Parse(one[0], System.Globalization.CultureInfo.InvariantCulture), one[1]));

    private static string Told(JourneyTurn<AbandonedCartState> turn) => string.Join(", ", turn.Acts.OfType<SendMessage>().Select(one => "send " + one.Step)
        .Append(turn.End is { } end ? "end " + end : $"wait {(turn.WaitUntil!.Value - Start).TotalMinutes}"));
}
