using System.Collections.Immutable;
using System.Text;
using Personalization.Events.Decisions;
using Personalization.Recommendations.Merchandising;
using Personalization.Tests.Profiles;

namespace Personalization.Tests.Recommendations.Merchandising;

[Trait("Feature", "S66")]
public sealed class RuleReaderTests
{
    private const string Everything = """
        {"rules":[{"id":"one","name":"ერთი","priority":5,"from":"2026-11-01T02:00:00+02:00","until":"2026-12-01T00:00:00Z",
        "when":{"strategies":["for_you"],"placements":["home"],"anchorCategories":["Toys"],"countries":["GE"],"segments":["vip"]},
        "action":"boost","products":{"ids":["a"],"categories":["Toys"],"brands":["B"],"attributes":{"colour":["red"]},"minPrice":1.5,"maxPrice":20,"minStock":1,"maxStock":9},"factor":1.25,"minRelevance":0.4},
        {"id":"two","enabled":false,"action":"limit","max":2,"per":"brand"},{"id":"three","action":"same_category"},
        {"id":"four","action":"pin","products":{"ids":["a"]},"position":3}]}
        """;

    private static RuleReading Read(string body) => RuleReader.Read(Encoding.UTF8.GetBytes(body), new MerchandisingLimits(), ["for_you", "trending"]);

    private static string Errors(string rule) => string.Join(' ', (Read($$"""{"rules":[{{rule}}]}""").Problem?.Errors ?? []).Select(error => $"{error.Code} {error.Pointer}"));

    [Fact]
    public void Read_WhatWasWritten_GivesTheSameRules()
    {
        RuleReading reading = Read(Everything);
        byte[] stored = RuleCodec.Serialize(new MerchandisingRuleSet("v", reading.Rules));

        MerchandisingRuleSet back = RuleCodec.Deserialize(stored, "v");

        Assert.Null(reading.Problem);
        Assert.Equal(4, reading.Rules.Count);
        Assert.Equal(stored, RuleCodec.Serialize(back));
        Assert.Equal([true, false, true, true], back.Rules.Select(rule => rule.Enabled));
        Assert.Equal((RuleAction.Boost, 1.25, 5, Told.Start.AddMonths(10)), (back.Rules[0].Action, back.Rules[0].Factor, back.Rules[0].Priority, back.Rules[0].From));
        Assert.Contains("\"name\":\"ერთი\"", Encoding.UTF8.GetString(stored), StringComparison.Ordinal);
        Assert.Equal((RuleAction.Limit, RuleGroup.Brand, 3), (back.Rules[1].Action, back.Rules[1].Per, back.Rules[3].Position));
    }

    [Theory]
    [InlineData("5", "wrong_type /rules/0")]
    [InlineData("""{"action":"pin"}""", "missing /rules/0/id")]
    [InlineData("""{"id":"a b","action":"same_category"}""", "missing /rules/0/id")]
    [InlineData("""{"id":"a"}""", "missing /rules/0/action")]
    [InlineData("""{"id":"a","action":"push"}""", "unknown_value /rules/0/action")]
    [InlineData("""{"id":"a","action":"same_category","pirority":1}""", "unknown_member /rules/0/pirority")]
    [InlineData("""{"id":"a","action":"same_category","when":{"page":["x"]}}""", "unknown_member /rules/0/when/page")]
    [InlineData("""{"id":"a","action":"same_category","when":{"strategies":["magic"]}}""", "unknown_value /rules/0/when/strategies")]
    [InlineData("""{"id":"a","action":"same_category","when":{"countries":["GEO"]}}""", "wrong_type /rules/0/when/countries")]
    [InlineData("""{"id":"a","action":"boost","factor":1.2}""", "missing /rules/0/products")]
    [InlineData("""{"id":"a","action":"exclude","products":{}}""", "missing /rules/0/products")]
    [InlineData("""{"id":"a","action":"exclude","products":{"ids":[]}}""", "wrong_type /rules/0/products/ids")]
    [InlineData("""{"id":"a","action":"exclude","products":{"ids":["x",5]}}""", "wrong_type /rules/0/products/ids")]
    [InlineData("""{"id":"a","action":"exclude","products":{"attributes":{"a":"b"}}}""", "wrong_type /rules/0/products/attributes")]
    [InlineData("""{"id":"a","action":"boost","products":{"ids":["x"]}}""", "missing /rules/0/factor")]
    [InlineData("""{"id":"a","action":"boost","products":{"ids":["x"]},"factor":1.51}""", "out_of_range /rules/0/factor")]
    [InlineData("""{"id":"a","action":"boost","products":{"ids":["x"]},"factor":0.9}""", "out_of_range /rules/0/factor")]
    [InlineData("""{"id":"a","action":"bury","products":{"ids":["x"]},"factor":1.2}""", "out_of_range /rules/0/factor")]
    [InlineData("""{"id":"a","action":"bury","products":{"ids":["x"]},"factor":0}""", "out_of_range /rules/0/factor")]
    [InlineData("""{"id":"a","action":"pin","products":{"ids":["x","y"]},"position":1}""", "missing /rules/0/products")]
    [InlineData("""{"id":"a","action":"pin","products":{"ids":["x"]}}""", "missing /rules/0/position")]
    [InlineData("""{"id":"a","action":"pin","products":{"ids":["x"]},"position":0}""", "out_of_range /rules/0/position")]
    [InlineData("""{"id":"a","action":"pin","products":{"ids":["x"]},"position":1,"factor":1.2}""", "not_here /rules/0/factor")]
    [InlineData("""{"id":"a","action":"limit","max":2}""", "missing /rules/0/per")]
    [InlineData("""{"id":"a","action":"same_category","from":"2026-01-02T00:00:00Z","until":"2026-01-02T00:00:00Z"}""", "out_of_range /rules/0/until")]
    [InlineData("""{"id":"a","action":"same_category","from":"tomorrow"}""", "wrong_type /rules/0/from")]
    [InlineData("""{"id":"a","action":"same_category","enabled":"yes"}""", "wrong_type /rules/0/enabled")]
    [InlineData("""{"id":"a","action":"same_category"},{"id":"a","action":"same_category"}""", "repeated /rules/1/id")]
    [InlineData("""{"id":"a","action":"push"},{"id":"b","action":"same_category"},{"action":"same_category"}""", "unknown_value /rules/0/action missing /rules/2/id")]
    public void Read_SomethingWrong_RefusesAllAndPointsToEach(string rules, string errors)
    {
        Assert.Equal(errors, Errors(rules));
        Assert.Empty(Read($$"""{"rules":[{{rules}}]}""").Rules);
    }

    [Theory]
    [InlineData("{", "invalid-json")]
    [InlineData("[]", "invalid-rules")]
    [InlineData("""{"rules":{}}""", "invalid-rules")]
    public void Read_NoRulesAtAll_IsRefused(string body, string code) => Assert.Equal((400, code), (Read(body).Problem!.Status, Read(body).Problem!.Code));

    [Fact]
    public void Read_MoreRulesThanAllowed_IsRefused()
    {
        string Many(int count) => $$"""{"rules":[{{string.Join(',', Enumerable.Range(0, count).Select(n => $$"""{"id":"{{n}}","action":"same_category"}"""))}}]}""";

        Assert.Equal(RuleReader.MostRules, Read(Many(RuleReader.MostRules)).Rules.Count);
        Assert.Equal("too_many", Assert.Single(Read(Many(RuleReader.MostRules + 1)).Problem!.Errors!).Code);
    }

    [Fact]
    public void Deserialize_RulesFromBeforeTheCapWasLowered_AreRead() =>
        Assert.Equal(1.5, RuleCodec.Deserialize(RuleCodec.Serialize(new MerchandisingRuleSet("v", [Shop.Factor(1.5, 1)])), "v").Rules[0].Factor);

    [Fact]
    public void Merged_CostsOfChangedRules_StartAnew()
    {
        MerchandisingRule one = Shop.Pin(1, 1), two = Shop.Pin(2, 2);
        RuleCost cost = RuleCost.None.With(new RuleEffect(one.Id, 1, 2, 3, 0.25)).With(new RuleEffect(one.Id, 1, 0, 0, 0.05));
        KeyValuePair<string, RuleCost>[] costs = [new(RuleCosts.KeyOf(one), cost), new(RuleCosts.KeyOf(two), cost)];

        var merged = RuleCosts.Merged(RuleCosts.Merged(ImmutableSortedDictionary<string, RuleCost>.Empty, costs, new MerchandisingRuleSet("v", [one, two])), costs, new MerchandisingRuleSet("w", [one, two with { Priority = 1 }]));

        Assert.Equal(new RuleCost(4, 4, 4, 6, 600_000), Assert.Single(merged).Value);
        Assert.Equal(0.15, merged[RuleCosts.KeyOf(one)].LostRelevance);
    }

    [Fact]
    public void IsSampled_ManyDecisions_TakesOneOfSixteenAndAlwaysTheSame()
    {
        DecisionId[] decisions = [.. Enumerable.Range(0, 3200).Select(n => DecisionId.Of($"{n}", Told.Start, "for_you"))];

        Assert.InRange(decisions.Count(one => RuleCosts.IsSampled(one)), 150, 250);
        Assert.Equal(decisions.Select(one => RuleCosts.IsSampled(one)), decisions.Select(one => RuleCosts.IsSampled(one)));
    }
}
