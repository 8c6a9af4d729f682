using Personalization.Catalog;
using Personalization.Recommendations;
using Personalization.Recommendations.Merchandising;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations;

/// <summary>Lists in which popularity counts less.</summary>
public sealed class NoveltyTests
{
    private static readonly CatalogSnapshot Shop = Snapshot(
        Product("anchor", "c") with { Price = 10 }, Product("hit", "c") with { Price = 10 }, Product("niche", "c") with { Price = 8 });

    private static readonly RecommendationContext Context = World.Context(Shop, ranking: Ranking([.. Enumerable.Range(0, 20).Select(n => Order("u" + n, n, "hit"))]), day: 1);

    private static readonly RecommendationRequest Request = new("similar", "anchor", 2, false);

    [Fact]
    public void Recommend_WithNovelty_PutsWhatFewBuyFirst()
    {
        Assert.Equal(("hit niche", "hit niche", "niche hit"), (Context.Ids(Request), Context.Ids(Request with { Novelty = 0.001 }), Context.Ids(Request with { Novelty = 1 })));
    }

    [Fact]
    public void Recommend_WithNoveltyAndRules_DampsBeforeTheRules()
    {
        MerchandisingRule pin = new() { Id = "pin", Action = RuleAction.Pin, Position = 1, Products = new ProductSelector { Ids = ["hit"] } };
        MerchandisingRules rules = MerchandisingRules.Compile(new MerchandisingRuleSet("v", [pin]), ProductShelf.Of(Context.Shelf.Assortment), new MerchandisingLimits(RelevanceFloor: 0));
        RecommendationContext context = Context with { Merchandiser = new ListAdjuster(new ListAdjustment(rules, null), Context.At) };

        Assert.Equal("hit niche", context.Ids(Request with { Novelty = 1 }));
    }

    [Fact]
    public void Explain_WithNovelty_SaysWhatItDid()
    {
        Explanation explanation = Explainer.Explain(Request with { Novelty = 0.5 }, Context, ExplanationTier.Auditor);

        ExplainedItem hit = explanation.Items.Single(item => item.ProductId == "hit");
        Assert.Equal("0.5", explanation.Inputs!["novelty"]);
        Assert.Contains("novelty 0.5 weighs its popularity with 0.2", hit.Merchant, StringComparison.Ordinal);
        Assert.EndsWith("weighs its popularity with 1", explanation.Items.Single(item => item.ProductId == "niche").Merchant, StringComparison.Ordinal);
        Assert.DoesNotContain("novelty", Explainer.Explain(Request, Context, ExplanationTier.Auditor).Items[0].Merchant, StringComparison.Ordinal);
    }
}
