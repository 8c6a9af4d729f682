using System.Text.Json.Nodes;
using Personalization.Segments.Automatic;

namespace Personalization.Tests.Segments.Automatic;

[Trait("Feature", "S48")]
public sealed class AutomaticSegmentTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SegmentTexts English = SegmentTexts.In("en");

    [Fact]
    public void Find_ThreeKindsOfCustomers_TellsThemApartAndNamesThem()
    {
        AutomaticFindings found = AutomaticSegments.Find(People(), "EUR", English, Now);

        AutomaticSegment[] groups = [.. found.Segments.Where(one => one.Method == "clusters")];
        Assert.Equal(3, groups.Length);
        Assert.True(found.Silhouette > 0.5, $"{found.Silhouette}");
        Assert.All(groups, group => Assert.True(group.Agreement > 0.95, $"{group.Name}: {group.Agreement}"));
        Assert.Equal([300, 200, 100], groups.Select(group => group.People));
        Assert.Contains("Big spenders", groups[2].Name, StringComparison.Ordinal);
        Assert.Contains("come back often", groups[2].Name, StringComparison.Ordinal);
        Assert.Contains("Bargain hunters", groups[1].Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_OrderOfPeople_ChangesNothing()
    {
        byte[] one = AutomaticSegments.Find(People(), "EUR", English, Now).Serialize();
        byte[] other = AutomaticSegments.Find([.. People().Reverse()], "EUR", English, Now).Serialize();

        Assert.Equal(one, other);
        Assert.Equal(one, AutomaticFindings.Deserialize(one).Serialize());
    }

    [Fact]
    public void Find_Grid_HasEverybodyOnce()
    {
        AutomaticSegment[] cells = [.. AutomaticSegments.Find(People(), "EUR", English, Now).Segments.Where(one => one.Method == "rfm")];

        Assert.Equal(600, cells.Sum(cell => cell.People));
        Assert.All(cells, cell => Assert.NotNull(JsonNode.Parse(cell.Rule)!["rfm"]!["recency"]!["atLeast"]));
        Assert.Contains(cells, cell => cell is { Id: "rfm-champions", Name: "Champions" });
    }

    [Fact]
    public void Find_FewCustomers_SaysWhatIsMissing()
    {
        AutomaticFindings found = AutomaticSegments.Find([.. People().Take(20)], "EUR", English, Now);

        Assert.Empty(found.Segments);
        Assert.Equal("Too little data: 20 customers with an order, at least 50 needed.", found.Note);
    }

    [Fact]
    public void Find_AllTheSame_StillEnds()
    {
        AutomaticFindings found = AutomaticSegments.Find([.. Enumerable.Repeat(new CustomerNumbers(1, 10, 20, 0.5, false), 100)], "EUR", English, Now);

        Assert.Equal("Customers like most", Assert.Single(found.Segments, one => one.Method == "clusters").Name);
    }

    private static IEnumerable<CustomerNumbers> Made(int count, double orders, double silence, double value, double discounts)
    {
        Random chance = new(count);
        double Spread(double middle) => middle * (0.85 + (0.3 * chance.NextDouble()));
        for (int number = 0; number < count; number++)
            yield return new CustomerNumbers(Math.Max(1, Math.Round(Spread(orders))), Spread(silence), Spread(value), Math.Min(1, Spread(discounts)), true);
    }

    private static CustomerNumbers[] People() =>
        [.. Made(300, 1, 300, 30, 0.3), .. Made(200, 4, 60, 25, 0.85), .. Made(100, 15, 10, 200, 0.05)];
}
