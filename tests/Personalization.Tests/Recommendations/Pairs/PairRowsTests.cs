using Personalization.Events;
using Personalization.Recommendations;
using Personalization.Recommendations.Pairs;
using Personalization.Recommendations.Sessions;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations.Pairs;

public sealed class PairRowsTests
{
    [Fact]
    public void Together_OrdersOfOnePerson_AreNotOneOrder()
    {
        ShoppingLog log = Log([Order("u1", 0, "a", "b"), Order("u1", 60, "c"), Order("u2", 0, "c")]);

        Assert.Equal("b", Near(log, PairRows.Together(log), "a"));
        Assert.Equal("b c", Near(log, PairRows.Bought(log), "a"));
    }

    [Fact]
    public void Bought_OrdersFarApart_AreRelatedLessThanNearOnes()
    {
        ShoppingLog log = Log([Order("u1", 0, "a"), Order("u1", 60, "near"), Order("u2", 0, "a"), Order("u2", 60 * 24 * 90, "far")]);

        Assert.Equal("near far", Near(log, PairRows.Bought(log), "a"));
        NeighbourRows rows = PairRows.Bought(log);
        Assert.True(rows.ScoresOf(0)[0] > 1.05 * rows.ScoresOf(0)[1], "The distance matters, not only the order of names");
    }

    [Fact]
    public void Together_PairOfASmallBasket_BeatsPairOfAWholesalersOrder()
    {
        string[] large = [.. Enumerable.Range(0, 60).Select(n => $"l{n:00}")];
        ShoppingLog log = Log([Order("u1", 0, ["a", "small", "x"]), Order("u2", 0, ["a", .. large])]);

        Assert.Equal(["small", "x"], Near(log, PairRows.Together(log), "a").Split(' ')[..2].Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Together_OldPair_IsWeakerThanANewOne()
    {
        ShoppingLog log = Log([Order("u1", 0, "a", "old"), Order("u2", 60 * 24 * 400, "a", "new"), Order("u3", 60 * 24 * 400, "old")]);

        Assert.Equal("new", Near(log, PairRows.Together(log), "a").Split(' ')[0]);
    }

    [Fact]
    public void Together_PairThatMetOnceByChance_LeavesItsPlaceToBestsellers()
    {
        // Thirty bestsellers in half of the orders each, and two products that met once in an order of sixty.
        List<ShopEvent> events = [.. Enumerable.Range(0, 300).Select(n => Order($"u{n}", n, [.. Enumerable.Range(0, 30).Where(b => (n + b) % 2 == 0).Select(b => $"best{b:00}")]))];
        events.Add(Order("u999", 500, ["rare", .. Enumerable.Range(0, 60).Select(n => $"chance{n}")]));
        ShoppingLog log = Log(events);

        Assert.Equal("", Near(log, PairRows.Together(log), "rare"));
        Assert.StartsWith("best02", Near(log, PairRows.Together(log), "best00"), StringComparison.Ordinal);
    }

    [Fact]
    public void Viewed_LongVisitOfARobot_TakesItsNewestStepsOnly()
    {
        ShoppingLog log = Log(Enumerable.Range(0, 500).Select(n => View("robot", $"p{n:000}", n / 10.0)));

        NeighbourRows rows = PairRows.Viewed(log);

        Assert.Equal("", Near(log, rows, "p100"));
        Assert.StartsWith("p498", Near(log, rows, "p499"), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_ManyProducts_AreSortedBoundedAndTheSameEachTime()
    {
        Random chance = new(3);
        ShoppingLog log = Log([.. Enumerable.Range(0, 2000).Select(n => Order($"u{n % 300}", n, [.. Enumerable.Range(0, 5).Select(_ => $"p{chance.Next(400)}")]))]);

        NeighbourRows rows = PairRows.Bought(log), again = PairRows.Bought(log);

        Assert.Equal(rows.Products, again.Products);
        Assert.Equal(rows.Scores, again.Scores);
        for (int row = 0; row + 1 < rows.Starts.Length; row++)
        {
            Assert.InRange(rows.Starts[row + 1] - rows.Starts[row], 1, 50);
            Assert.Equal(rows.ScoresOf(row).ToArray().OrderDescending(), rows.ScoresOf(row).ToArray());
            Assert.DoesNotContain(row, rows.Of(row).ToArray());
        }
    }

    private static string Near(ShoppingLog log, NeighbourRows rows, string product) =>
        string.Join(' ', rows.Of(Array.IndexOf(log.ProductIds, product)).ToArray().Select(near => log.ProductIds[near]));
}
