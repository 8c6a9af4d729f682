using System.Globalization;
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
public sealed record ExplainedItem(
    string ProductId, string Source, double Score, string ReasonCode, string Shopper, string Merchant, IReadOnlyDictionary<string, double>? Features);

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
        return new Explanation(
            answer.DecisionId, answer.Strategy, [strategy.Name, .. request.UseFallback ? strategy.Fallbacks : []], answer.Fallback,
            answer.Confidence.ToString().ToLowerInvariant(), answer.Scope, [.. answer.Items.Select(item => Explained(item, context.Shelf, all))],
            effects, all ? Inputs(context) : null,
            refusals?.GroupBy(one => Name(one.Value), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(one => assortment.Products[one.Key].ProductId).Order(StringComparer.Ordinal)], StringComparer.Ordinal));
    }

    /// <summary>The reason as a shopper reads it.</summary>
    public static string ShopperText(Candidate item, Shelf shelf) => About(item, shelf) is { } name ? item.Reason.Text.Replace("{0}", name, StringComparison.Ordinal) : item.Reason.Plain;

    private static ExplainedItem Explained(Candidate item, Shelf shelf, bool all)
    {
        string score = item.Score.ToString("0.######", CultureInfo.InvariantCulture);
        string about = About(item, shelf) is { } name ? $" because of {(item.Reason.About is ReasonAbout.Product ? shelf.Assortment.Products[item.About].ProductId + " " : "")}\"{name}\"" : "";
        return new ExplainedItem(
            shelf.Assortment.Products[item.Product].ProductId, item.Source.Name, Math.Round(item.Score, 6), item.Reason.Code, ShopperText(item, shelf),
            $"{item.Source.Name} proposed it with {score}{about}; rests on {item.Source.Evidence.ToString().ToLowerInvariant()}", all ? Features(item.Product, shelf) : null);
    }

    private static string? About(Candidate item, Shelf shelf) => item.About < 0 ? null : item.Reason.About switch
    {
        ReasonAbout.Product => shelf.Assortment.Products[item.About].Name,
        ReasonAbout.Category => shelf.Assortment.Categories.Name(item.About),
        _ => null,
    };

    private static SortedDictionary<string, string> Inputs(RecommendationContext context) => new(StringComparer.Ordinal)
    {
        ["catalogVersion"] = context.Shelf.Catalog.Version,
        ["modelVersion"] = context.Shelf.Model.Version,
        ["modelEvents"] = context.Shelf.Model.Events.ToString(CultureInfo.InvariantCulture),
        ["rankingVersion"] = context.Shelf.Ranking.Version,
        ["at"] = Events.EventCodec.Text(context.At),
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

    private static string Name(Mark mark)
    {
        if (mark.HasFlag(Mark.Cart)) return "in_cart";
        if (mark.HasFlag(Mark.Refused)) return "refused";
        if (mark.HasFlag(Mark.Excluded)) return "excluded";
        if (mark.HasFlag(Mark.Current)) return "current";
        if (mark.HasFlag(Mark.JustSeen)) return "just_seen";
        if (mark.HasFlag(Mark.Owned)) return "owned";
        if (mark.HasFlag(Mark.Seen)) return "seen";
        return mark switch
        {
            Mark.SoldOut => "sold_out",
            Mark.OtherCategory => "other_category",
            Mark.TooDear => "over_max_price",
            Mark.DoesNotFit => "does_not_fit",
            _ => "already_listed",
        };
    }
}
