using System.Text.Json;
using Personalization.Catalog;
using Personalization.Profiles;
using Personalization.Recommendations;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations;

[Trait("Feature", "S33")]
public sealed class ExplanationTests
{
    private static readonly CatalogSnapshot Shop = Snapshot(Product("a") with { Price = 3 }, Product("b"), Product("out", stock: 0), Product("carted"), Product("hidden"));

    private static readonly RecommendationContext Context = World.Context(
        Shop, Model(Enumerable.Range(0, 20).Select(n => Order("u" + n, n, "a", "b", "out", "carted", "hidden"))), Ranking([View("d", "a", 1)]), World.Profile("d", CartAdd("d", "carted", 1)));

    private static readonly RecommendationRequest Request = new("also_bought", "a", 1, true) { Exclude = ["hidden"] };

    [Fact]
    public void Explain_ForMerchants_NamesStrategyAnchorAndScore()
    {
        Explanation explanation = Explainer.Explain(Request, Context, ExplanationTier.Merchant);

        ExplainedItem item = Assert.Single(explanation.Items);
        Assert.Equal(("b", "also_bought", "Customers who bought Name of a also bought this"), (item.ProductId, item.Source, item.Shopper));
        Assert.Contains("also_bought proposed it with", item.Merchant, StringComparison.Ordinal);
        Assert.Contains("because of a \"Name of a\"", item.Merchant, StringComparison.Ordinal);
        Assert.Equal(["also_bought", .. Strategies.All["also_bought"].Fallbacks], explanation.Tried);
        Assert.Null(explanation.Inputs);
        Assert.Null(explanation.LeftOut);
        Assert.Null(item.Features);
    }

    [Fact]
    public void Explain_ForAuditors_AddsInputsAndWhatWasLeftOut()
    {
        Explanation explanation = Explainer.Explain(Request, Context, ExplanationTier.Auditor);

        Assert.Equal(Context.Shelf.Model.Version, explanation.Inputs!["modelVersion"]);
        Assert.Equal(["out"], explanation.LeftOut!["sold_out"]);
        Assert.Equal(["carted"], explanation.LeftOut["in_cart"]);
        Assert.Equal(["hidden"], explanation.LeftOut["excluded"]);
        Assert.Equal(1, explanation.Items[0].Features!["available"]);
    }

    [Fact]
    public void Explain_AnyStrategy_IsTheAnswerThatWasGiven() => Assert.All(Strategies.All.Keys, name =>
    {
        RecommendationRequest request = Request with { Strategy = name, Limit = 5, MaxPrice = name == "gift" ? 5 : null };

        RecommendationAnswer answer = Recommender.Recommend(request, Context);
        Explanation explanation = Explainer.Explain(request, Context, ExplanationTier.Auditor);

        Assert.Equal((answer.DecisionId, answer.Fallback), (explanation.DecisionId, explanation.Fallback));
        Assert.Equal(answer.Items.Select(Context.IdOf), explanation.Items.Select(item => item.ProductId));
    });

    [Fact]
    public void Reasons_ForShoppers_NeverTellHowTheyWereFound()
    {
        foreach (string text in typeof(Reasons).GetProperties().Select(property => (Reason)property.GetValue(null)!).SelectMany(reason => new[] { reason.Text, reason.Plain }))
            Assert.DoesNotMatch("(?i)follow|model|score|segment|profile|predict|income|age|gender|weather|track", text);
        using AnswerWriter writer = AnswerWriter.Write(Recommender.Recommend(Request, Context), Context.Shelf);
        Assert.False(JsonElement.Parse(writer.Written.Span).TryGetProperty("inputs", out _));
    }
}
