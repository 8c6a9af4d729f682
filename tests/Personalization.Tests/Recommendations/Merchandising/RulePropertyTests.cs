using Personalization.Recommendations.Merchandising;
using static Personalization.Tests.Recommendations.Merchandising.Shop;

namespace Personalization.Tests.Recommendations.Merchandising;

/// <summary>What holds for any rules and any list.</summary>
[Trait("Feature", "S66")]
public sealed class RulePropertyTests
{
    private static RankedCandidate[] Result(MerchandisingRules rules, RankedCandidate[] candidates, List<RuleEffect>? effects = null)
    {
        RankedCandidate[] list = [.. candidates];
        return list[..rules.Apply(list, Context, effects)];
    }

    [Fact]
    public void Apply_AnyRules_IsTheSameWhoeverAsksAndHoweverTheyAreOrdered() => Hold((candidates, rules) =>
    {
        RankedCandidate[] expected = Result(Compile(rules), candidates);

        Assert.Equal(expected, Result(Compile(rules), candidates, []));
        Assert.Equal(expected, Result(Compile([.. rules.Reverse()]), candidates));
        Assert.Equal(expected, Result(Compile(rules), [.. candidates.GroupBy(one => one.Score).OrderBy(same => same.Key).SelectMany(same => same)]));
    });

    [Fact]
    public void Apply_AnyRules_ShowsNothingNewNothingTwiceAndNothingTakenOut() => Hold((candidates, rules) =>
    {
        RankedCandidate[] shown = Result(Compile(rules), candidates);

        Assert.Equal(shown.Distinct(), shown);
        Assert.Empty(shown.Except(candidates));
        foreach (MerchandisingRule rule in rules)
        {
            if (rule.Action is RuleAction.Exclude) Assert.DoesNotContain(shown, one => Meets(one, rule));
            if (rule.Action is RuleAction.Include) Assert.All(shown, one => Assert.True(Meets(one, rule)));
            if (rule.Action is RuleAction.SameCategory) Assert.All(shown, one => Assert.True(Category(one.Product) == Category(0) || !Meets(one, rule)));
            if (rule.Action is RuleAction.Limit)
                Assert.All(shown.Where(one => Group(one, rule) is not null).GroupBy(one => Group(one, rule)), group => Assert.InRange(group.Count(), 1, rule.Max!.Value));
        }
    });

    [Trait("Feature", "S74")]
    [Fact]
    public void Apply_AnyFactors_LiftNothingBeyondTheCapNorFromBelowTheFloor() => Hold((candidates, rules) =>
    {
        MerchandisingRule[] boosts = [.. rules.Where(rule => rule.Action is RuleAction.Boost)];
        RankedCandidate[] shown = Result(Compile(boosts), candidates);
        double floor = candidates.Max(one => one.Score) * Limits.RelevanceFloor;

        for (int above = 0; above < shown.Length; above++)
            for (int below = above + 1; below < shown.Length; below++)
                Assert.True(shown[above].Score * (shown[above].Score < floor ? 1 : Limits.BoostCap) >= shown[below].Score - 1e-5);
    });

    [Trait("Feature", "S74")]
    [Fact]
    public void Apply_AnyPins_StandAtTheirPositionsWhereTheyAreRelevant() => Hold((candidates, rules) =>
    {
        // A pin beyond the end stands at the end, before which another one's place may lie.
        MerchandisingRule[] pins = [.. rules.Where(rule => rule.Action is RuleAction.Pin && rule.Position <= candidates.Length).DistinctBy(rule => rule.Position).DistinctBy(rule => rule.Products!.Ids![0])];
        RankedCandidate[] shown = Result(Compile(pins), candidates);
        double floor = candidates.Max(one => one.Score) * Limits.RelevanceFloor;

        foreach (MerchandisingRule pin in pins)
        {
            int place = Array.FindIndex(shown, one => Id(one.Product) == pin.Products!.Ids![0]);
            if (place < 0) continue;
            if (shown[place].Score >= floor) Assert.Equal(pin.Position, place + 1);
            // What is too low moves only as far as others leave or take places.
            else Assert.All(shown[..place], one => Assert.True(one.Score >= shown[place].Score || pins.Any(other => other.Products!.Ids![0] == Id(one.Product))));
        }
    });

    [Fact]
    public void Apply_OneRule_LosesRelevanceAndNeverGainsAny() => Hold((candidates, rules) =>
    {
        foreach (MerchandisingRule rule in rules)
        {
            List<RuleEffect> effects = [];
            Result(Compile(rule), candidates, effects);
            Assert.All(effects, effect => Assert.InRange(effect.LostRelevance, -1e-9, 1));
        }
    });

    [Fact]
    public void Apply_AnyRules_CostsAddUpToTheWhole() => Hold((candidates, rules) =>
    {
        List<RuleEffect> effects = [];
        RankedCandidate[] shown = Result(Compile(rules), candidates, effects);

        double before = EffectLog.Relevance(candidates, Context.Limit), after = EffectLog.Relevance(shown, Context.Limit);
        if (before > 0 && effects.Count > 0) Assert.Equal((before - after) / before, effects.Sum(effect => effect.LostRelevance), 6);
        Assert.Equal(effects.Select(effect => effect.RuleId).Distinct(), effects.Select(effect => effect.RuleId));
    });

    private static string? Category(int product) => Shelf.Products[product]!.Category;

    private static string? Group(RankedCandidate one, MerchandisingRule rule) => rule.Per is RuleGroup.Brand ? Shelf.Products[one.Product]!.Brand : Category(one.Product);

    /// <summary>The selectors of the generated rules, read anew.</summary>
    private static bool Meets(RankedCandidate one, MerchandisingRule rule)
    {
        if (rule.Products is not { } selector) return true;
        var product = Shelf.Products[one.Product]!;
        if (selector.Brands is { } brands && !brands.Any(brand => string.Equals(brand, product.Brand, StringComparison.OrdinalIgnoreCase))) return false;
        if (selector.MaxPrice < product.Price) return false;
        return selector.Attributes is not { } attributes || attributes["colour"].Any(value => string.Equals(value, product.Attributes!["colour"], StringComparison.OrdinalIgnoreCase));
    }
}
