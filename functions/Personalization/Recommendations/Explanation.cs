using System.Globalization;
using Personalization.Catalog;
using Personalization.Recommendations.Creatives;
using Personalization.Recommendations.Declared;
using Personalization.Recommendations.Merchandising;
using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations;

/// <summary>Who an explanation is for.</summary>
public enum ExplanationTier
{
    /// <summary>Which strategy and anchor, with what score.</summary>
    Merchant,

    /// <summary>Also all inputs, and what was left out and why.</summary>
    Auditor,
}

/// <summary>How an answer came about.</summary>
/// <param name="DecisionId">The decision's id.</param>
/// <param name="Strategy">The strategy asked for.</param>
/// <param name="Tried">The strategy and the fallbacks that were there to fill the list, in order.</param>
/// <param name="Fallback">"none", or the last fallback that filled places.</param>
/// <param name="Confidence">How much data stands behind it.</param>
/// <param name="Scope">Whose activity was looked at, where that was asked.</param>
/// <param name="Items">Each item, best first.</param>
/// <param name="Rules">What each of the shop's rules did to the list, and what it cost in relevance.</param>
/// <param name="Inputs">For auditors: versions and numbers that it is made from.</param>
/// <param name="LeftOut">For auditors: products that were proposed but may not be shown, by why.</param>
public sealed record Explanation(
    string DecisionId, string Strategy, IReadOnlyList<string> Tried, string Fallback, string Confidence, string? Scope, IReadOnlyList<ExplainedItem> Items,
    IReadOnlyList<RuleEffect> Rules, IReadOnlyDictionary<string, string>? Inputs, IReadOnlyDictionary<string, IReadOnlyList<string>>? LeftOut);

/// <summary>How an item came into a list.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Source">The strategy that proposed it.</param>
/// <param name="Score">Its score there.</param>
/// <param name="ReasonCode">The reason's stable name.</param>
/// <param name="Shopper">What a shopper reads.</param>
/// <param name="Merchant">What a merchant reads.</param>
/// <param name="Features">For auditors: what was known of the product.</param>
/// <param name="Creative">For auditors: the creative that the viewer is shown; null for products without any.</param>
public sealed record ExplainedItem(
    string ProductId, string Source, double Score, string ReasonCode, string Shopper, string Merchant, IReadOnlyDictionary<string, double>? Features,
    ExplainedCreative? Creative);

/// <summary>How a creative came to be chosen.</summary>
/// <param name="Id">The creative.</param>
/// <param name="Why">Why this one.</param>
public sealed record ExplainedCreative(string Id, string Why);

/// <summary>Explains answers, by making them again.</summary>
public static class Explainer
{
    /// <summary>Makes the answer and says how.</summary>
    public static Explanation Explain(RecommendationRequest request, RecommendationContext context, ExplanationTier tier)
    {
        bool all = tier is ExplanationTier.Auditor;
        Dictionary<int, Mark>? refusals = all ? [] : null;
        List<RuleEffect> effects = [];
        if (context.Merchandiser is { } adjuster) context = context with { Merchandiser = adjuster with { Effects = effects } };
        (RecommendationAnswer answer, Strategy strategy) = Recommender.Recommend(request, context, refusals);
        Assortment assortment = context.Shelf.Assortment;
        CreativeViewer? viewer = all && assortment.Parts.Creatives is not null ? CreativeViewer.Of(request, context) : null;
        return new Explanation(
            answer.DecisionId, answer.Strategy, [strategy.Name, .. request.UseFallback ? strategy.Fallbacks : []], answer.Fallback,
            answer.Confidence.ToString().ToLowerInvariant(), answer.Scope, [.. answer.Items.Select(item => Explained(item, request, context, all, viewer))],
            effects, all ? Inputs(request, context) : null,
            refusals?.GroupBy(one => one.Value.Name(), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(one => assortment.Products[one.Key].ProductId).Order(StringComparer.Ordinal)], StringComparer.Ordinal));
    }

    /// <summary>The reason as a shopper reads it.</summary>
    public static string ShopperText(Candidate item, Shelf shelf) => About(item, shelf) is { } name ? item.Reason.Text.Replace("{0}", name, StringComparison.Ordinal) : item.Reason.Plain;

    private static ExplainedItem Explained(Candidate item, RecommendationRequest request, RecommendationContext context, bool all, CreativeViewer? viewer)
    {
        Shelf shelf = context.Shelf;
        Product product = shelf.Assortment.Products[item.Product];
        float damping = PopularityDamping.Factor(shelf.Popularity.Sales[item.Product], (float)request.Novelty);
        string novelty = request.Novelty == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; novelty {request.Novelty} weighs its popularity with {damping:0.######}");
        float told = DeclaredList.TasteFor(request, context)?.FactorOf(item.Product) ?? 1;
        string taste = told == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"; what the visitor told the shop weighs it with {told:0.##}{(item.Reason.Said is { } said ? $": \"{said}\"" : "")}");
        string score = item.Score.ToString("0.######", CultureInfo.InvariantCulture);
        string about = About(item, shelf) is { } name ? $" because of {(item.Reason.About is ReasonAbout.Product ? shelf.Assortment.Products[item.About].ProductId + " " : "")}\"{name}\"" : "";
        return new ExplainedItem(
            product.ProductId, item.Source.Name, Math.Round(item.Score, 6), item.Reason.Code, ShopperText(item, shelf),
            $"{item.Source.Name} proposed it with {score}{about}; rests on {item.Source.Evidence.ToString().ToLowerInvariant()}{novelty}{taste}", all ? Features(item.Product, shelf) : null,
            viewer?.ChoiceFor(item.Product) is { } choice ? new ExplainedCreative(product.Creatives![choice.Place].Id, choice.Why) : null);
    }

    private static string? About(Candidate item, Shelf shelf) => item.About < 0 ? null : item.Reason.About switch
    {
        ReasonAbout.Product => shelf.Assortment.Products[item.About].Name,
        ReasonAbout.Category => shelf.Assortment.Categories.Name(item.About),
        _ => null,
    };

    private static SortedDictionary<string, string> Inputs(RecommendationRequest request, RecommendationContext context) => new(StringComparer.Ordinal)
    {
        ["catalogVersion"] = context.Shelf.Catalog.Version,
        ["modelVersion"] = context.Shelf.Model.Version,
        ["modelEvents"] = context.Shelf.Model.Events.ToString(CultureInfo.InvariantCulture),
        ["rankingVersion"] = context.Shelf.Ranking.Version,
        ["novelty"] = request.Novelty.ToString(CultureInfo.InvariantCulture),
        ["content"] = request.Content.ToString().ToLowerInvariant(),
        ["at"] = Events.EventCodec.Text(context.At),
        ["personal"] = context.Visitor is { } visitor ? $"by permission: {visitor.Permission.Basis}" : context.WhyImpersonal is Impersonal.NoConsent ? "no: the visitor has not agreed" : "no: nobody is named",
        ["profileLastSeen"] = context.Profile?.LastSeen is { } seen ? Events.EventCodec.Text(seen) : "",
        ["profileInteractions"] = (context.Profile?.Interactions.Length ?? 0).ToString(CultureInfo.InvariantCulture),
    };

    private static SortedDictionary<string, double> Features(int product, Shelf shelf)
    {
        AssortmentParts parts = shelf.Assortment.Parts;
        SortedDictionary<string, double> features = new(StringComparer.Ordinal)
        {
            ["available"] = parts.Goods[product].Available ? 1 : 0,
            ["priceRank"] = Math.Round(parts.Goods[product].PriceRank, 6),
            ["sales"] = Math.Round(shelf.Popularity.Sales[product], 6),
            ["intervalDays"] = Math.Round(shelf.Popularity.IntervalDays[product], 6),
            ["boughtNeighbours"] = shelf.Model.Bought.Of(shelf.Relations.InModel(product)).Length,
            ["viewedNeighbours"] = shelf.Model.Viewed.Of(shelf.Relations.InModel(product)).Length,
        };
        if (!float.IsNaN(parts.Goods[product].Price)) features["price"] = Math.Round(parts.Goods[product].Price, 4);
        return features;
    }
}
