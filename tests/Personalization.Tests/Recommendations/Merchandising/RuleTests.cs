using Personalization.Recommendations.Merchandising;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Recommendations.Merchandising.Shop;

namespace Personalization.Tests.Recommendations.Merchandising;

[Trait("Feature", "S66")]
public sealed class RuleTests
{
    private static readonly RankedCandidate[] Six = Ranked(1, 0.9f, 0.8f, 0.7f, 0.6f, 0.1f);

    [Fact]
    public void Apply_NoRules_LeavesTheList() => Assert.Equal("0 1 2 3 4 5", Compile().Applied(Six));

    [Theory]
    [InlineData(3, 1, "3 0 1 2 4 5")]
    [InlineData(0, 3, "1 2 0 3 4 5")]
    [InlineData(2, 100, "0 1 3 4 5 2")]
    [InlineData(5, 1, "0 1 2 3 4 5")]
    [InlineData(39, 1, "0 1 2 3 4 5")]
    public void Apply_Pin_StandsThereUnlessItIsIrrelevantOrNotProposed(int product, int position, string expected) =>
        Assert.Equal(expected, Compile(Pin(product, position)).Applied(Six));

    [Fact]
    public void Apply_SeveralPins_DoNotPushEachOtherAway()
    {
        Assert.Equal("3 4 0 1 2 5", Compile(Pin(0, 3), Pin(4, 2), Pin(3, 1)).Applied(Six));
        Assert.Equal("0 4 3 1 2 5", Compile(Pin(3, 2), Pin(4, 2) with { Priority = 1 }).Applied(Six));
        Assert.Equal("0 1 2 4 3 5", Compile(Pin(3, 5), Pin(3, 1) with { Priority = -1, Id = "again", Position = 5 }).Applied(Six));
    }

    [Trait("Feature", "S74")]
    [Theory]
    [InlineData(1.5, "0 4 1 2 3 5")]
    [InlineData(1.2, "0 1 2 4 3 5")]
    [InlineData(0.5, "0 1 2 3 4 5")]
    public void Apply_Factor_MovesByItsWeight(double factor, string expected) => Assert.Equal(expected, Compile(Factor(factor, 4)).Applied(Six));

    [Trait("Feature", "S74")]
    [Fact]
    public void Apply_BoostsTogether_StayBelowTheCapWhateverIsStored()
    {
        Assert.Equal("0 4 1 2 3 5", Compile(Factor(1.4, 4), Factor(1.5, 4)).Applied(Six));
        Assert.Equal("0 4 1 2 3 5", Compile(Factor(1000, 4)).Applied(Six));
        Assert.Equal("0 1 2 3 4 5", MerchandisingRules.Compile(new MerchandisingRuleSet("v", [Factor(1.5, 4)]), Shelf, new MerchandisingLimits(BoostCap: 1)).Applied(Six));
    }

    [Trait("Feature", "S74")]
    [Fact]
    public void Apply_BelowTheFloor_IsNotLiftedAndSaysSo()
    {
        List<RuleEffect> effects = [];

        Assert.Equal("0 1 2 3 4 5", Compile(Factor(1.5, 5), Pin(5, 1)).Applied(Six, effects: effects));
        Assert.Equal([1, 1], effects.Select(effect => effect.NotLifted));
        Assert.All(effects, effect => Assert.Equal((0, 0.0), (effect.Moved, effect.LostRelevance)));
        Assert.Equal("0 1 2 3 4 5", Compile(Factor(1.5, 4) with { MinRelevance = 0.61 }).Applied(Six));
        Assert.Equal("5 0 1 2 3 4", MerchandisingRules.Compile(new MerchandisingRuleSet("v", [Pin(5, 1)]), Shelf, new MerchandisingLimits(RelevanceFloor: 0)).Applied(Six));
    }

    [Fact]
    public void Apply_WithSomeoneToTell_TellsWhatEachRuleDidAndCost()
    {
        List<RuleEffect> effects = [];

        string shown = Compile(Pin(3, 1), Rule(RuleAction.Exclude, new() { Ids = ["p1", "p30"] }, "gone")).Applied(Ranked(1, 1, 0.5f, 0.5f), effects: effects);

        double second = 1 / Math.Log2(3), third = 0.5, fourth = 1 / Math.Log2(5);
        double whole = 1 + second + (0.5 * third) + (0.5 * fourth), without = 1 + (0.5 * second) + (0.5 * third), pinned = 0.5 + second + (0.5 * third);
        Assert.Equal("3 0 2", shown);
        Assert.Equal([("gone", 0, 1), ("pin-3-1", 1, 0)], effects.Select(effect => (effect.RuleId, effect.Moved, effect.Removed)));
        Assert.Equal((whole - without) / whole, effects[0].LostRelevance, 6);
        Assert.Equal((without - pinned) / whole, effects[1].LostRelevance, 6);
    }

    [Theory]
    [InlineData("strategy", true)]
    [InlineData("placement", false)]
    [InlineData("country", true)]
    [InlineData("segment", true)]
    [InlineData("anchor", true)]
    [InlineData("early", false)]
    [InlineData("late", false)]
    [InlineData("off", false)]
    public void Apply_RuleForSomeLists_IsAppliedToThoseOnly(string what, bool applied)
    {
        MerchandisingContext context = Context with { Placement = "home", Country = "GE", Segments = new HashSet<string> { "vip" } };
        MerchandisingRule pin = Pin(3, 1);
        MerchandisingRule rule = what switch
        {
            "strategy" => pin with { When = new() { Strategies = ["trending", "for_you"], Placements = ["cart", "home"] } },
            "placement" => pin with { When = new() { Strategies = ["for_you"], Placements = ["cart"] } },
            "country" => pin with { When = new() { Countries = ["ge"] } },
            "segment" => pin with { When = new() { Segments = ["new", "vip"] } },
            "anchor" => pin with { When = new() { AnchorCategories = ["C0"] } },
            "early" => pin with { From = Told.Start.AddSeconds(1) },
            "late" => pin with { Until = Told.Start },
            _ => pin with { Enabled = false },
        };

        Assert.Equal(applied, Compile(rule).Applied(Six, context)[0] == '3');
        Assert.Equal(what is "strategy", Compile(rule).Applied(Six, new MerchandisingContext("for_you", 8, Told.Start) { Placement = "cart", Country = "DE" })[0] == '3' && applied);
    }

    [Fact]
    public void Apply_SameCategoryBesideNothing_IsNotApplied()
    {
        MerchandisingRules rules = Compile(Rule(RuleAction.SameCategory));

        Assert.Equal("0", rules.Applied(Six));
        Assert.Equal("0 1 2 3 4 5", rules.Applied(Six, Context with { Anchor = -1 }));
        Assert.Equal("0 1 2 3 4 5", rules.Applied(Six, Context with { Anchor = 5 }));
    }

    [Theory]
    [InlineData("c1", 8)]
    [InlineData("C1 / D1", 4)]
    [InlineData("c", 0)]
    [InlineData("d1", 0)]
    public void Apply_Category_TakesThoseBelowItToo(string category, int products)
    {
        RankedCandidate[] all = Ranked([.. Enumerable.Repeat(1f, 30)]);

        Assert.Equal(products == 0 ? 0 : all.Count(one => ProductShelf.IsWithin(Shelf.Products[one.Product]!.Category ?? "", category)),
            Compile(Rule(RuleAction.Include, new() { Categories = [category] })).Applied(all).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Apply_PopularityDamped_BringsUpWhatIsSeldomBought()
    {
        float[] popularity = new float[Products];
        popularity[0] = 99;
        popularity[1] = 9;
        RankedCandidate[] Damped(float strength)
        {
            RankedCandidate[] list = Ranked(10, 5, 1);
            PopularityDamping.Apply(list, popularity, strength);
            return list;
        }

        Assert.Equal([0, 1, 2], Damped(0).Select(one => one.Product));
        Assert.Equal([1, 0, 2], Damped(0.5f).Select(one => one.Product));
        Assert.Equal([2, 1, 0], Damped(1).Select(one => one.Product));
        Assert.Equal([1f, 0.5f, 0.1f], Damped(1).Select(one => MathF.Round(one.Score, 4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Damped(1.1f));
    }
}
