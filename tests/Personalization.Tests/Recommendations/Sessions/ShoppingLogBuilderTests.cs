using System.Text;
using Personalization.Events;
using Personalization.Recommendations.Sessions;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations.Sessions;

public sealed class ShoppingLogBuilderTests
{
    private static readonly string[] People = ["u1", "u2", "u3"];

    [Fact]
    public void Build_LinesInAnyOrderAnyNumberOfTimes_GivesTheSameLog() => Histories.Hold((acts, seed) =>
    {
        ShopEvent[] events = [.. acts.Select(act => act.Event(People[act.What % People.Length]))];

        Assert.Equal(Text(Log(events)), Text(Log(Histories.Disordered(events, new Random(seed)))));
    });

    [Fact]
    public void Build_SameIdWithDifferentTimes_GivesTheSameLogInEitherOrder()
    {
        ShopEvent early = Told.Track("m", 1, EventNames.ProductViewed, """{"product_id":"a"}"""), late = Told.Track("m", 5000, EventNames.ProductViewed, """{"product_id":"a"}""");
        ShopEvent other = Told.Track("m", 70, EventNames.OrderCompleted, """{"products":[{"product_id":"b"}]}""");

        string straight = Text(Log([early, late, other]));

        Assert.Equal(straight, Text(Log([other, late, early])));
        Assert.Equal(straight, Text(Log([late, early, other, late, other, early])));
        Assert.Single(Log([late, early, other]).ProductIds);
    }

    [Fact]
    public void Build_DirtyLinesInAnyOrder_GivesTheSameLogAndCountsTheDamaged()
    {
        DirtyLines lines = new(7);
        byte[][] all = [.. Enumerable.Range(0, 3000).Select(_ => lines.Next())], mixed = [.. all];
        new Random(8).Shuffle(mixed);
        ShoppingLogBuilder straight = new(), disordered = new();
        foreach (byte[] line in all) straight.Add(line);
        foreach (byte[] line in mixed) Assert.Equal(disordered.Damaged + (disordered.Add(line) ? 0 : 1), disordered.Damaged);

        Assert.Equal((straight.Events, straight.Damaged), (disordered.Events, disordered.Damaged));
        Assert.InRange(straight.Damaged, 100, 2900);
        Assert.Equal(Text(straight.Build()), Text(disordered.Build()));
    }

    [Fact]
    public void Build_Visits_EndAfterSilenceAndStandInTheOrderOfTheirEnds()
    {
        ShoppingLog log = Log([View("d2", "x", 20), View("d1", "a", 0), View("d1", "b", 30), CartAdd("d1", "b", 31), View("d1", "c", 61.1), Order("d1", 90, "c", "b")]);

        Assert.Equal("0:x1 | 1:a1 b1 b2 | 1:c1 b4 c4", Visits(log));
        Assert.Equal("1:b c", Orders(log));
        Assert.Equal((uint)Told.Start.AddMinutes(90).ToUnixTimeSeconds(), log.Orders.Times[0]);
    }

    [Fact]
    public void Build_OrderThatPageAndServerTellOf_IsOneOrderOfTheKnownPerson()
    {
        ShopEvent page = Sale("page", 60, "d", "1", "a", "b"), server = Sale("server", 50, "u1", "1", "a", "b", "c");

        ShoppingLog log = Log([page, server, View("u1", "x", 0)]);

        Assert.Equal("0:a b c", Orders(log));
        Assert.Equal("0:x1 a4 b4 c4", Visits(log));
    }

    [Fact]
    public void Build_OneOrderIdForEveryOrder_KeepsThemApart()
    {
        ShoppingLog log = Log([Sale("m1", 1, "d1", "undefined", "a", "b"), Sale("m2", 2, "d2", "undefined", "c"), Sale("m3", 3, "d3", "undefined", "a", "d")]);

        Assert.Equal("0:a b | 1:c | 2:a d", Orders(log));
    }

    [Fact]
    public void Build_ProductTwiceInAnOrder_IsThereOnce() => Assert.Equal("0:a b", Orders(Log([Order("u1", 0, "a", "b", "a")])));

    [Fact]
    public void Build_Nothing_IsAnEmptyLog()
    {
        ShoppingLog log = Log([]);

        Assert.Equal((0, 0, 0), (log.ProductIds.Length, log.Visits.Count, log.Orders.Count));
    }

    [Fact]
    public void Build_SharedDeviceOrIdThatNamesNobody_WeavesNobodyTogether()
    {
        ShopEvent[] two = [Link("family", "u1", 0), Link("family", "u2", 1), View("family", "a", 2), View("u1", "b", 3), View("u2", "c", 4)];
        ShopEvent[] nobody = [Told.Track("n1", 0, EventNames.ProductViewed, """{"product_id":"a"}""", "undefined", "d1"), Told.Track("n2", 60, EventNames.ProductViewed, """{"product_id":"b"}""", "undefined", "d2"), View("null", "c", 2)];

        Assert.Equal("0:a1 b1 | 1:c1", Visits(Log(two)));
        Assert.Equal("0:a1 | 1:b1 | 2:c1", Visits(Log([.. two, Link("family", "u3", 5)])));
        Assert.Equal("0:a1 | 1:b1 | 2:c1", Visits(Log([Link("family", "u3", 5), .. two.Reverse(), .. two])));
        Assert.Equal("0:a1 | 1:b1", Visits(Log(nobody)));
    }

    [Fact]
    public void Build_AliasOfOneKnownPersonToAnother_KeepsThemApartAsProfilesAre()
    {
        ShopEvent alias = EventCodec.Parse("""{"messageId":"alias","type":"alias","userId":"u1","previousId":"u2","timestamp":"2026-01-01T00:01:30.000Z","receivedAt":"2026-01-01T00:01:30.000Z","source":"test"}"""u8.ToArray());

        Assert.Equal("0:a1 | 1:b1", Visits(Log([View("u1", "a", 0), View("u2", "b", 1), alias])));
    }

    private static ShopEvent Sale(string id, double second, string person, string order, params string[] products) => Told.Track(
        id, second, EventNames.OrderCompleted, $$"""{"order_id":"{{order}}","products":[{{string.Join(',', products.Select(product => $"{{\"product_id\":\"{product}\"}}"))}}]}""",
        person.StartsWith('u') ? person : null, person.StartsWith('u') ? null : person);

    private static string Text(ShoppingLog log) => $"{Visits(log)}\n{Orders(log)}\n{string.Join(' ', log.ProductIds)}\n{string.Join(' ', log.Visits.Times)}\n{string.Join(' ', log.Orders.Times)}";

    /// <summary>Each visit as its person and its steps, each of these as product and kind.</summary>
    private static string Visits(ShoppingLog log) => string.Join(" | ", Enumerable.Range(0, log.Visits.Count).Select(visit =>
        $"{log.Visits.Persons[visit]}:" + string.Join(' ', Enumerable.Range(log.Visits.Starts[visit], log.Visits.Of(visit).Length).Select(place => log.ProductIds[log.Visits.Products[place]] + log.Visits.Kinds[place]))));

    private static string Orders(ShoppingLog log)
    {
        StringBuilder text = new();
        for (int order = 0; order < log.Orders.Count; order++)
            text.Append(order == 0 ? "" : " | ").Append(log.Orders.Persons[order]).Append(':')
                .AppendJoin(' ', log.Orders.Of(order).ToArray().Select(product => log.ProductIds[product]).Order(StringComparer.Ordinal));
        return text.ToString();
    }
}
