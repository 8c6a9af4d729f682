using Personalization.Events;
using Personalization.Events.Decisions;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Profiles.Feedback;
using Personalization.Recommendations;
using Personalization.Recommendations.Merchandising;
using Personalization.Recommendations.Shelves;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Profiles.Feedback.Opinions;

namespace Personalization.Tests.Recommendations.Merchandising;

/// <summary>Answers with what the visitor refused and what the shop wishes.</summary>
[Trait("Feature", "S65")]
[Trait("Feature", "S66")]
public sealed class ListAdjusterTests
{
    private static readonly ShopEvent[] Events =
    [
        .. Enumerable.Range(0, 200).SelectMany(n => new[]
        {
            World.Order("u" + n, n, "p" + (n % 30 * (n % 3) % 30), "p" + (n * 7 % 30)), World.View("d" + n, "p" + (n % 30), n), World.View("d" + n, "p" + (n * 3 % 30), n + 1),
        }),
    ];

    private static readonly Shelf Goods = World.Context(
        World.Snapshot([.. Enumerable.Range(0, 30).Select(n => World.Product("p" + n, "c" + (n % 3), null, n))]), World.Model(Events), World.Ranking(Events)).Shelf;

    private static RecommendationContext Context(Profile? profile, params MerchandisingRule[] rules)
    {
        MerchandisingRules compiled = MerchandisingRules.Compile(new MerchandisingRuleSet("v" + rules.Length, rules), ProductShelf.Of(Goods.Assortment), new MerchandisingLimits());
        return new RecommendationContext(Goods, World.Permitted(profile), Told.Start)
        {
            Signer = Act.Signer, Merchandiser = new ListAdjuster(new ListAdjustment(compiled, profile is null ? null : FeedbackView.Of(profile)) { At = Told.Start }, Told.Start),
        };
    }

    private static string[] Shown(RecommendationAnswer answer) => [.. answer.Items.Select(item => Goods.Assortment.Products[item.Product].ProductId)];

    private static RecommendationRequest Request(string strategy, int limit = 6) => new(strategy, "p1", limit, true) { MaxPrice = null, Placement = "home" };

    [Fact]
    public void Recommend_AnyStrategyToAnybody_NeverShowsWhatWasRefusedWhateverTheShopWishes() => Histories.Hold((acts, seed) =>
    {
        Profile profile = Histories.Applied(Histories.User(), acts.Select(act => act.Event()));
        FeedbackView view = FeedbackView.Of(profile);
        MerchandisingRule[] rules = [Shop.Pin(seed % 6, 1), Shop.Factor(1.5, 0, 1, 2, 3, 4, 5)];
        foreach (string strategy in Strategies.All.Keys.Where(name => name != "gift"))
        {
            string[] shown = Shown(Recommender.Recommend(Request(strategy, (seed % 20) + 1), Context(profile, rules)));

            Assert.All(shown, product => Assert.False(view.Penalty(product, Told.Start).IsExcluded));
            Assert.Equal(shown.Distinct(), shown);
        }
    });

    [Fact]
    [Trait("Feature", "S97")]
    public void Recommend_RuleForOneOfTheShopsSegments_HoldsForItsMembersWhoAgreed()
    {
        MerchandisingRule rule = Shop.Rule(RuleAction.Exclude, new ProductSelector { Categories = ["c0"] }) with { When = new RuleScope { Segments = ["vip"] } };
        Profile profile = Histories.Applied(Histories.User(), []);
        bool Has(ConsentPolicy policy, params string[] segments) =>
            Recommender.Recommend(Request("bestsellers", 30), Context(profile, rule) with { Visitor = PermittedProfile.Of(profile, policy, segments) }).Items
                .Any(item => Goods.Assortment.Products[item.Product].Category == "c0");

        Assert.True(Has(new ConsentPolicy(Purpose.Personalization), "other"));
        Assert.False(Has(new ConsentPolicy(Purpose.Personalization), "other", "vip"));
        Assert.True(Has(new ConsentPolicy(), "vip"));
    }

    [Fact]
    public void Recommend_WithRulesAndWithout_HeedsThemInAllStrategies()
    {
        foreach (string strategy in new[] { "bestsellers", "new_arrivals", "also_viewed", "trending" })
        {
            string[] plain = Shown(Recommender.Recommend(Request(strategy), Context(null)));
            string[] ruled = Shown(Recommender.Recommend(Request(strategy), Context(null, Shop.Rule(RuleAction.Exclude, new() { Ids = [plain[0]] }), Shop.Pin(int.Parse(plain[2][1..], null), 1))));

            Assert.Equal(plain, Shown(Recommender.Recommend(Request(strategy), new RecommendationContext(Goods, null, Told.Start))));
            Assert.Equal([plain[2], plain[1]], ruled[..2]);
            Assert.Equal(6, ruled.Length);
        }
    }

    [Fact]
    public void Recommend_SignedDecision_TellsStrategyPlacementAndHour()
    {
        RecommendationAnswer answer = Recommender.Recommend(Request("newest"), Context(null));

        Assert.True(Act.Signer.TryRead(answer.DecisionId, out DecisionId decision));
        Assert.Equal(("new_arrivals", "home", Told.Start), (decision.Strategy, decision.Placement, decision.At));
        Assert.Equal(answer.DecisionId, Recommender.Recommend(Request("newest"), Context(null)).DecisionId);
        Assert.NotEqual(answer.DecisionId, Recommender.Recommend(Request("newest") with { Placement = "cart" }, Context(null)).DecisionId);
        Assert.NotEqual(answer.DecisionId, Recommender.Recommend(Request("newest"), Context(null, Shop.Pin(1, 1))).DecisionId);
    }

    [Fact]
    public void VersionAt_RuleThatComesOrGoes_ChangesThen()
    {
        MerchandisingRules rules = Shop.Compile(Shop.Pin(1, 1) with { From = At(10), Until = At(20) }, Shop.Pin(2, 2) with { Enabled = false, From = At(12) });

        Assert.Equal(["v/0", "v/1", "v/1", "v/2"], new[] { 9.0, 10, 19, 20 }.Select(second => rules.VersionAt(At(second))));
    }

    [Fact]
    public void Explain_ListWithRules_TellsWhatEachDidAndCost()
    {
        string first = Shown(Recommender.Recommend(Request("bestsellers"), Context(null)))[0];

        Explanation explained = Explainer.Explain(Request("bestsellers"), Context(null, Shop.Rule(RuleAction.Exclude, new() { Ids = [first] }, "gone")), ExplanationTier.Merchant);

        RuleEffect effect = Assert.Single(explained.Rules);
        Assert.Equal(("gone", 1), (effect.RuleId, effect.Removed));
        Assert.InRange(effect.LostRelevance, 1e-9, 1);
        Assert.DoesNotContain(first, explained.Items.Select(item => item.ProductId));
    }

    [Fact]
    public void Recommend_ManyDecisions_TellsWhatRulesDidForSomeOfThem()
    {
        List<RuleEffect> sampled = [];
        for (int limit = 1; limit <= 100; limit++)
        {
            RecommendationContext context = Context(null, Shop.Rule(RuleAction.Exclude, new() { Ids = ["p1"] }));
            Recommender.Recommend(Request("bestsellers", limit), context with { Merchandiser = context.Merchandiser! with { Sampled = (_, effects) => sampled.AddRange(effects) } });
        }

        Assert.InRange(sampled.Count, 1, 30);
    }

    [Fact]
    public void Explain_RefusedProduct_IsLeftOutForThatReason()
    {
        Profile profile = Of(Said(EventNames.RecommendationDisliked, "p29", -60));

        Explanation explained = Explainer.Explain(Request("new_arrivals"), Context(profile), ExplanationTier.Auditor);

        Assert.Equal(["p29"], explained.LeftOut!["refused"]);
        Assert.Equal("p28", explained.Items[0].ProductId);
    }
}
