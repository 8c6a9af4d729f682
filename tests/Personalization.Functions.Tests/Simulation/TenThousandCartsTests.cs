using Personalization.Catalog;
using Personalization.Simulator.World;

namespace Personalization.Functions.Tests.Simulation;

public sealed class TenThousandCartsTests
{
    private const int People = 12_000;
    private const int Concurrent = 10_000;
    private static readonly DateTimeOffset End = Shopper.Start.AddDays(30);

    // Two products run out on the second day, of which one comes back; half of all carts have one of them.
    private static readonly (string Product, DateTimeOffset Gone, DateTimeOffset Back)[] Gone =
    [
        ("p0", Shopper.Start.AddHours(20), DateTimeOffset.MaxValue), ("p1", Shopper.Start.AddHours(26), Shopper.Start.AddHours(50)), ("p2", Shopper.Start.AddHours(40), DateTimeOffset.MaxValue),
    ];

    [Fact]
    [Trait("Feature", "S92")]
    public async Task AbandonedCart_TenThousandAtOnceForThirtyDays_EachGetsWhatAPlainFunctionWorksOut()
    {
        (List<string> wrong, SortedSet<string> reasons, int mostAtOnce) = await CompareAsync(People, []);

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {People}: {string.Join("\n", wrong.Take(5))}");
        Assert.Superset(new SortedSet<string> { "bought", "done", "emptied", "opted-out", "sold-out" }, reasons);
        Assert.True(mostAtOnce >= Concurrent, $"{mostAtOnce} at once");
    }

    [Theory]
    [InlineData("Journeys:AbandonedCart:SecondAfter", "23:59:00")]
    [InlineData("Journeys:AbandonedCart:ValidForHours", "3")]
    [InlineData("Journeys:AbandonedCart:IncentiveAfter", "00:00:00")]
    public async Task AbandonedCart_AnotherRuleThanTheFunctions_IsSeen(string setting, string value) =>
        Assert.NotEmpty((await CompareAsync(100, new() { [setting] = value })).Wrong);

    private static async Task<(List<string> Wrong, SortedSet<string> Reasons, int MostAtOnce)> CompareAsync(int people, Dictionary<string, string?> settings)
    {
        Shopper[] shoppers = [.. Enumerable.Range(0, people).Select(number => new Shopper(number))];
        await using SimulatedShop shop = new(Shopper.Start, settings, new Dictionary<string, string?> { ["Journeys:PostPurchase:Enabled"] = "false" });
        await shop.RunAsync(Catalog().Concat(shoppers.SelectMany(shopper => shopper.Facts)).OrderBy(fact => fact.At), End);

        ILookup<string, Happening> byPerson = shop.Happenings.ToLookup(happening => happening.Person);
        List<string> wrong = [];
        SortedSet<string> reasons = [];
        foreach (Shopper shopper in shoppers)
        {
            Expected expected = new CartOracle(shopper, IsThere).Work(End);
            Happening[] own = [.. byPerson[$"u:user-{shopper.Number}"]];
            string[] ends = [.. own.OfType<JourneyEnded>().Select(end => end.Fault ?? end.Outcome)];
            reasons.UnionWith(ends);
            if (!expected.Sent.SequenceEqual(own.OfType<MessageWent>().Select(went => went.At)) || !expected.Ends.SequenceEqual(ends)) wrong.Add(Told(shopper, expected, own));
        }
        return (wrong, reasons, MostAtOnce(shop.Happenings));
    }

    private static bool IsThere(string product, DateTimeOffset at) => !Gone.Any(one => one.Product == product && one.Gone <= at && at < one.Back);

    private static IEnumerable<Fact> Catalog() =>
        Shopper.Goods.Select(id => new Fact(new ProductDescription(Product(id, null), Shopper.Start)))
            .Concat(Gone.SelectMany(one => (Fact[])[new(new ProductDescription(Product(one.Product, 0), one.Gone)), new(new ProductDescription(Product(one.Product, 9), one.Back))]))
            .Where(fact => fact.At < End);

    private static Product Product(string id, int? stock) => new() { ProductId = id, Name = id, Price = 20, Currency = "EUR", Stock = stock };

    private static int MostAtOnce(IEnumerable<Happening> happenings)
    {
        int now = 0, most = 0;
        foreach (Happening happening in happenings)
        {
            now += happening switch { JourneyBegan => 1, JourneyEnded => -1, _ => 0 };
            most = Math.Max(most, now);
        }
        return most;
    }

    private static string Told(Shopper shopper, Expected expected, Happening[] own) =>
        $"\n{shopper.Number} {shopper.Zone}\n  {string.Join("\n  ", shopper.Deeds.Select(deed => $"{deed.Heard:dd HH:mm:ss} ({deed.At:dd HH:mm:ss}) {deed.Kind} {deed.Cart} {string.Join(' ', deed.Products)}"))}"
        + $"\n  expected {string.Join(' ', expected.Sent.Select(at => $"{at:dd HH:mm:ss}"))} {string.Join(' ', expected.Ends)}"
        + $"\n  came to  {string.Join(' ', own.Where(one => one is not Did).Select(one => one switch { MessageWent => $"{one.At:dd HH:mm:ss}", JourneyEnded end => end.Outcome, JourneyBegan began => $"[{one.At:dd HH:mm:ss}", MessageWaits waits => $"~{waits.At:dd HH:mm:ss}>{waits.Until:dd HH:mm:ss}", MessageFailed failed => $"x{failed.Reasons[0].Code}", _ => "" }))}";
}
