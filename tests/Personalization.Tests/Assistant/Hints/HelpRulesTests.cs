using System.Collections.Frozen;
using Personalization.Assistant.Hints;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Profiles.Histories;
using static Personalization.Tests.Profiles.Told;

namespace Personalization.Tests.Assistant.Hints;

/// <summary>Help that is offered before it is asked for.</summary>
[Trait("Feature", "S46")]
public sealed class HelpRulesTests
{
    private static readonly ConsentPolicy Allowing = new(Purpose.Personalization);

    private static readonly Product[] Shop =
    [
        Good("scarf", ("material", "merino wool")), Good("spade", ("material", "steel")), Good("boots", ("sizes", "38; 39; 40")), Good("novel", ("pages", "320")),
        Good("rack", ("care", "Wipe it."), ("vehicle", "golf; polo")),
        Guide("guide-wool", "care", "Wash it by hand.", ("material", "wool; cashmere")), Guide("guide-fit", "fit", "Measure your foot."),
        Guide("guide-rack", "fit", "Four bolts.", ("vehicle", "golf")), Guide("guide-novel", "fit", "Hold it upright.", ("products", "novel")),
    ];

    [Fact]
    public void Of_LateOrder_TellsTheNewDayFirstAndAgainOnlyWhenItChanges()
    {
        ShopEvent bought = Bought("o1", 0, "scarf"), late = Late("l1", 2, "2026-01-09T00:00:00Z");

        Hint first = Hints(Own(bought, late), 3)[0], later = Hints(Own(bought, late, Late("l2", 4, "2026-01-12T00:00:00Z")), 5)[0], missed = Hints(Own(bought, late), 11)[0];

        Assert.Equal((HintKind.DeliveryDelay, HintReasons.ShopSaidLate), (first.Kind, first.Reason));
        Assert.Equal("Your order o1 is delayed. It is now expected on 2026-01-09.", HintWords.Of(first, "en"));
        Assert.Equal(HintReasons.PromisePassed, missed.Reason);
        Assert.Equal(3, new[] { first, later, missed }.Select(hint => hint.Id).Distinct().Count());
        Assert.Equal(first.Id, Hints(Own(late, bought), 4)[0].Id);
        Assert.DoesNotContain(Hints(Own(bought, late, Track("x", 5 * Day, EventNames.OrderDelivered, """{"order_id":"o1"}""")), 11), hint => hint.Kind is HintKind.DeliveryDelay);
        Assert.DoesNotContain(Hints(Own(bought, late), 60), hint => hint.Kind is HintKind.DeliveryDelay);
    }

    [Fact]
    public void Of_OrdersOfAVisitorWhoHasProvenNothing_AreNotToldOf()
    {
        Profile profile = Profile(Bought("o1", 0, "scarf"), Late("l1", 2, "2026-01-09T00:00:00Z"));

        Assert.Empty(HelpRules.Of(Facts(3) with { Visitor = PermittedProfile.Of(profile, Allowing) }));
    }

    [Theory]
    [InlineData("scarf", "CareGuide guide-wool Wash it by hand.")]
    [InlineData("spade", "")] // Nothing is known of steel, and wool is none.
    [InlineData("rack", "FitGuide guide-rack Four bolts.|CareGuide - Wipe it.")]
    [InlineData("boots", "")]
    [Trait("Feature", "S71")]
    public void Of_Bought_PointsToTheGuidesOfTheProduct(string product, string expected) =>
        Assert.Equal(expected, Said(Hints(Own(Bought("o1", 0, product)), 3)));

    [Theory]
    [InlineData("boots", "FitGuide guide-fit Measure your foot.")]
    [InlineData("novel", "FitGuide guide-novel Hold it upright.")]
    [InlineData("spade", "")]
    [InlineData("guide-wool", "")]
    public void Of_LookedAt_TellsHowToChooseTheSize(string product, string expected) => Assert.Equal(expected, Said(HelpRules.Of(Facts(3) with { Beside = Snapshot().Find(product) })));

    [Theory]
    [InlineData("view 5", "LookedWhileGone")]
    [InlineData("view 1", null)] // There were some when it was looked at.
    [InlineData("add 1", "Wanted")]
    [InlineData("wish 1", "Wanted")]
    [InlineData("wish 1|unwish 2", null)]
    [InlineData("add 1|remove 2", null)]
    [InlineData("view 5|view 11", null)] // Has seen it since.
    [InlineData("add 1|buy 2", null)]
    [InlineData("view 5|dislike 6", null)]
    public void Of_BackInStock_IsToldToWhoeverWaits(string done, string? reason)
    {
        ShopEvent[] events = [.. done.Split('|').Select(one => Did(one.Split(' ')[0], int.Parse(one.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)))];
        Product lamp = Good("lamp") with { Stock = 4, Price = 12, Currency = "EUR", StockHistory = [At(0, 3), At(3, 0), At(10, 4)] };
        HelpFacts facts = Facts(12, lamp) with { Visitor = PermittedProfile.Of(Profile(events), Allowing) };

        Hint? hint = HelpRules.Of(facts).SingleOrDefault();

        Assert.Equal(reason is null ? null : reason is "Wanted" ? HintReasons.Wanted : HintReasons.LookedWhileGone, hint?.Reason);
        if (hint is not null) Assert.Equal("lamp is in stock again, for €12.00.", HintWords.Of(hint, "en"));
        Assert.Empty(HelpRules.Of(facts with { Now = Start.AddDays(60) }));
        Assert.Empty(HelpRules.Of(facts with { Sensitive = new SensitiveCategories(["Things"]) }));
    }

    [Fact]
    public void Of_WithoutConsent_NothingOfTheVisitorIsUsed()
    {
        Product lamp = Good("lamp") with { Stock = 4, StockHistory = [At(3, 0), At(10, 4)] };

        Assert.Empty(HelpRules.Of(Facts(12, lamp) with { Visitor = PermittedProfile.Of(Profile(Did("view", 5)), ConsentPolicy.Strict) }));
    }

    [Fact]
    [Trait("Feature", "S47")]
    public void Of_RunningLow_IsToldShortlyBefore()
    {
        HelpFacts facts = Facts(0) with { Own = Own(Bought("o1", 0, "spade")), Intervals = new Dictionary<string, double> { ["spade"] = 60 } };

        Assert.Equal([0, 1, 1, 0], new[] { 50, 58, 66, 68 }.Select(day => HelpRules.Of(facts with { Now = Start.AddDays(day) }).Length));
    }

    [Fact]
    public void Of_AnyHistory_GivesFewHintsInAnyOrderOfEventsAndNoneTwice() => Hold((acts, seed) =>
    {
        Random chance = new(seed);
        ShopEvent[] events = [.. acts.Select(act => act.Event())];
        Product[] goods = [.. Enumerable.Range(0, 6).Select(n => Good("p" + n, ("care", "Wipe it.")) with { Stock = 2, StockHistory = [new(Act.Start, 0), new(Act.Start.AddSeconds(6), 2)] })];
        HelpFacts Facts(Profile profile) => new(Snapshot(goods), Act.Start.AddDays(2))
        {
            Own = profile, Visitor = PermittedProfile.Of(profile, Allowing), Shown = profile.HintsShown.IsDefault ? new HashSet<string>() : [.. profile.HintsShown.Select(one => one.Id)],
        };
        Profile profile = Applied(User(), events);

        Assert.Equal(HelpRules.Of(Facts(profile)).Select(Text), HelpRules.Of(Facts(Applied(User(), Disordered(events, chance)))).Select(Text));

        HashSet<string> shown = [];
        for (int round = 0; HelpRules.Of(Facts(profile)) is { Length: > 0 } hints; round++)
        {
            Assert.InRange(hints.Length, 1, HelpRules.Most);
            Assert.All(hints, hint => Assert.True(shown.Add(hint.Id)));
            profile = Stored(Applied(profile, hints.Select((hint, n) => Track($"shown {round} {n}", 100, EventNames.HintShown, $$"""{"hint_id":"{{hint.Id}}"}"""))));
        }
    });

    private const double Day = 86_400;

    private static string Text(Hint hint) => $"{hint.Id} {HintWords.Of(hint, "fa")}";

    private static string Said(IEnumerable<Hint> hints) => string.Join('|', hints.Select(hint => $"{hint.Kind} {hint.Guide?.ProductId ?? "-"} {HintWords.Of(hint, "en").Split(": ")[^1].Split("? ")[^1]}"));

    private static Hint[] Hints(Profile own, double day) => [.. HelpRules.Of(Facts(day) with { Own = own })];

    private static Profile Own(params ShopEvent[] events) => Stored(Profile(events));

    private static HelpFacts Facts(double day, params Product[] more) => new(Snapshot([.. Shop, .. more]), Start.AddDays(day));

    private static CatalogSnapshot Snapshot(params Product[] products) => new("v", (products.Length > 0 ? products : Shop).ToFrozenDictionary(product => product.ProductId));

    private static ShopEvent Bought(string order, double day, string product) =>
        Track("b" + order, day * Day, EventNames.OrderCompleted, $$"""{"order_id":"{{order}}","revenue":10,"products":[{"product_id":"{{product}}"}]}""");

    private static ShopEvent Late(string id, double day, string due) => Track(id, day * Day, EventNames.OrderDelayed, $$"""{"order_id":"o1","estimated_delivery_at":"{{due}}"}""");

    private static ShopEvent Did(string what, double day) => Track(what + day, day * Day, what switch
    {
        "view" => EventNames.ProductViewed,
        "add" => EventNames.ProductAdded,
        "remove" => EventNames.ProductRemoved,
        "wish" => EventNames.ProductAddedToWishlist,
        "unwish" => EventNames.ProductRemovedFromWishlist,
        "dislike" => EventNames.RecommendationDisliked,
        _ => EventNames.OrderCompleted,
    }, """{"product_id":"lamp","order_id":"b"}""");

    private static StockPoint At(double day, int stock) => new(Start.AddDays(day), stock);

    private static Product Good(string id, params (string Name, string Value)[] attributes) =>
        new() { ProductId = id, Name = id, Category = "Things", Attributes = attributes.ToDictionary(one => one.Name, one => one.Value) };

    private static Product Guide(string id, string topic, string text, params (string Name, string Value)[] attributes) =>
        Good(id, [("kind", "content"), ("topic", topic), .. attributes]) with { Description = text };
}
