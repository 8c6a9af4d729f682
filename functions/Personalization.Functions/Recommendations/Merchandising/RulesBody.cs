using System.Text.Json;
using Personalization.Recommendations;
using Personalization.Recommendations.Merchandising;

namespace Personalization.Functions.Recommendations.Merchandising;

/// <summary>Rules on the wire, with what they cost; the shop sends back <c>rules</c> alone, or all of it.</summary>
internal sealed record RulesBody(JsonElement Rules, IReadOnlyList<RuleCostBody> Costs, LimitsBody Limits)
{
    public static RulesBody From(MerchandisingRuleSet set, IReadOnlyDictionary<string, RuleCost> costs, MerchandisingLimits limits) => new(
        JsonElement.Parse(RuleCodec.Serialize(set)).GetProperty("rules"),
        [.. set.Rules.Select(rule => RuleCostBody.From(rule.Id, costs.GetValueOrDefault(RuleCosts.KeyOf(rule), RuleCost.None)))],
        new LimitsBody(limits.BoostCap, limits.RelevanceFloor));
}

/// <summary>What a rule has done since it was last changed, to the lists that were looked at; relevance as a share of a list's.</summary>
internal sealed record RuleCostBody(string RuleId, long Lists, long Moved, long Removed, long NotLifted, double LostRelevance)
{
    public static RuleCostBody From(string ruleId, RuleCost cost) => new(ruleId, cost.Lists, cost.Moved, cost.Removed, cost.NotLifted, cost.LostRelevance);
}

/// <summary>How far rules may go.</summary>
internal sealed record LimitsBody(double BoostCap, double RelevanceFloor);

/// <summary>A list without and with rules, and what each of these did.</summary>
internal sealed record PreviewBody(IReadOnlyList<ExplainedItem> Before, IReadOnlyList<ExplainedItem> After, IReadOnlyList<RuleEffect> Rules)
{
    public static PreviewBody From(Explanation before, Explanation after) => new(before.Items, after.Items, after.Rules);
}
