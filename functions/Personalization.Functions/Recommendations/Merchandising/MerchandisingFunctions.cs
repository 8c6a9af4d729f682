using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Recommendations;
using Personalization.Recommendations.Merchandising;

namespace Personalization.Functions.Recommendations.Merchandising;

/// <summary>The shop's rules for its lists.</summary>
/// <param name="store">Rules.</param>
/// <param name="desk">How far they may go.</param>
/// <param name="sources">What answers are made from.</param>
public sealed class MerchandisingFunctions(IMerchandisingStore store, RuleDesk desk, RecommendationSources sources)
{
    private static readonly Problem Changed = new(
        412, "rules-changed", "The rules have changed since", "Read them again, take over what has changed, and send the new ETag as If-Match.");

    private static readonly Problem Blind = new(
        428, "precondition-required", "The version to be replaced is not named",
        "Send the ETag of GET /v1/merchandising/rules as If-Match, so that nobody's change is lost.");

    /// <summary>The rules, and what each costs in relevance, measured on one decision of <see cref="RuleCosts.SampledOf"/>.</summary>
    [Function("GetMerchandisingRules")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/merchandising/rules")] HttpRequest request, CancellationToken cancellationToken)
    {
        StoredRules stored = await store.LoadAsync(cancellationToken);
        return Answer(stored, await store.CostsAsync(cancellationToken));
    }

    /// <summary>Puts rules in place of all that were there: with If-Match, and without only where there are none yet.</summary>
    [Function("PutMerchandisingRules")]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/merchandising/rules")] HttpRequest request, CancellationToken cancellationToken)
    {
        RuleReading reading = await ReadAsync(request, cancellationToken);
        if (reading.Problem is { } problem) return Answers.Refusal(problem);
        string expected = request.Headers.IfMatch.ToString();
        if (expected.Length > 0 && !EntityTagHeaderValue.TryParse(expected, out _)) return Answers.Refusal(Changed);
        StoredRules? saved = await store.TrySaveAsync(reading.Rules, expected.Length == 0 ? null : expected, cancellationToken);
        if (saved is null) return Answers.Refusal(expected.Length == 0 ? Blind : Changed);
        return Answer(saved, await store.CostsAsync(cancellationToken));
    }

    /// <summary>Rules that are not stored, tried on a list: it is asked for in the query as in <c>/v1/recommendations</c>, and answered without and with them.</summary>
    [Function("PreviewMerchandisingRules")]
    public async Task<IResult> Preview(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/merchandising/preview")] HttpRequest request, CancellationToken cancellationToken)
    {
        RecommendationQuery query = RecommendationQuery.Read(request.Query, forMerchant: true);
        if (query.Problem is { } wrong) return Answers.Refusal(wrong);
        RuleReading reading = await ReadAsync(request, cancellationToken);
        if (reading.Problem is { } problem) return Answers.Refusal(problem);
        RecommendationContext context = await sources.ForAsync(query.Person, cancellationToken);
        MerchandisingRules draft = desk.Compile(new MerchandisingRuleSet("draft", reading.Rules), context.Shelf.Assortment);
        MerchandisingRules none = desk.Compile(MerchandisingRuleSet.Empty, context.Shelf.Assortment);
        return Answers.Json(
            PreviewBody.From(
                Explainer.Explain(query.Request!, sources.With(none, context.Shelf, context.Profile, context.Visitor?.Segments) with { WhyImpersonal = context.WhyImpersonal }, query.Tier),
                Explainer.Explain(query.Request!, sources.With(draft, context.Shelf, context.Profile, context.Visitor?.Segments) with { WhyImpersonal = context.WhyImpersonal }, query.Tier)),
            WireJson.Relaxed.PreviewBody);
    }

    private async Task<RuleReading> ReadAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await RequestBody.ReadAsync(request, RuleReader.MostBytes, cancellationToken) is { } body
            ? RuleReader.Read(body, desk.Limits, [.. Strategies.All.Keys])
            : new RuleReading([], new Problem(413, "too-large", "The rules are too large", $"All rules together may have {RuleReader.MostBytes / 1024} KB."));

    private IResult Answer(StoredRules stored, ImmutableSortedDictionary<string, RuleCost> costs) =>
        Answers.Json(RulesBody.From(stored.Set, costs, desk.Limits), WireJson.Relaxed.RulesBody, stored.Version);
}
