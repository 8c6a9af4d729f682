using Microsoft.AspNetCore.Http;
using Personalization.Common;
using Personalization.Events.Decisions;
using Personalization.Profiles;
using Personalization.Recommendations;

namespace Personalization.Functions.Recommendations;

/// <summary>The query of a recommendation request: a request and a visitor, or a problem that names all that is wrong.</summary>
internal sealed record RecommendationQuery(RecommendationRequest? Request, PersonKey? Person, Problem? Problem, ExplanationTier Tier = ExplanationTier.Merchant)
{
    private const int DefaultLimit = 12;
    private const int LargestLimit = 100;
    private const int MostProducts = 50;

    private static readonly string[] Seen = ["keep", "drop"];
    private static readonly string[] Tiers = ["merchant", "auditor"];
    private static readonly string[] Seasons = ["auto", "spring", "summer", "autumn", "winter"];

    private static readonly Dictionary<string, ContentUse> ContentUses = new(StringComparer.Ordinal)
    {
        ["none"] = ContentUse.None, ["with"] = ContentUse.With, ["only"] = ContentUse.Only,
    };

    /// <summary>Reads a query.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="forMerchant">Whether it may say how far the answer is to be explained.</param>
    public static RecommendationQuery Read(IQueryCollection query, bool forMerchant = false)
    {
        QueryReader reader = new(query);
        string name = reader.Text("strategy") ?? "for_you";
        RecommendationRequest request = new(
            name, reader.Text("productId"), reader.Number("limit", 1, LargestLimit) ?? DefaultLimit, reader.Flag("fallback") ?? true)
        {
            Cart = reader.List("cart", MostProducts),
            Session = reader.List("session", MostProducts),
            Exclude = reader.List("exclude", LargestLimit),
            Category = reader.Text("category"),
            Fits = Fits(reader),
            MaxPrice = reader.Amount("maxPrice"),
            Segment = Segment(reader),
            Place = Place(reader),
            Window = reader.Choice("window", ActivitySlice.Windows.Keys) is { } window ? ActivitySlice.Windows[window] : ActivityWindow.Fading,
            Diversity = reader.Part("diversity") ?? 0,
            Freshness = reader.Part("freshness") ?? 0,
            Novelty = reader.Part("novelty") ?? 0,
            Content = reader.Choice("content", ContentUses.Keys) is { } content ? ContentUses[content] : ContentUse.None,
            ExcludeCurrent = reader.Flag("excludeCurrent"),
            DropSeen = reader.Choice("seen", Seen) == "drop",
            Season = reader.Choice("season", Seasons),
            Weather = reader.Text("weather"),
            Placement = Placement(reader),
        };
        PersonKey? person = reader.Text("anonymousId") is { } anonymousId ? PersonKey.Anonymous(anonymousId) : null;
        ExplanationTier tier = forMerchant && reader.Choice("explain", Tiers) == "auditor" ? ExplanationTier.Auditor : ExplanationTier.Merchant;
        Check(request, reader);
        return reader.Errors is { Count: > 0 } errors
            ? new RecommendationQuery(null, null, new Problem(400, "invalid-query", "The query cannot be answered", errors[0].Detail, errors))
            : new RecommendationQuery(request, person, null, tier);
    }

    private static void Check(RecommendationRequest request, QueryReader reader)
    {
        if (Strategies.Find(request.Strategy) is not { } strategy)
        {
            reader.Find("unknown_strategy", "strategy", $"strategy must be one of {string.Join(", ", Strategies.All.Keys)}.");
            return;
        }
        if (strategy.NeedsProduct && request.ProductId is null)
            reader.Find("missing", "productId", $"The strategy {strategy.Name} needs productId, the product that the list stands beside.");
        if (strategy.Rules.HasFlag(Rules.NeedsMaxPrice) && request.MaxPrice is null && !reader.Has("maxPrice"))
            reader.Find("missing", "maxPrice", $"The strategy {strategy.Name} needs maxPrice, the highest price that a product may have.");
    }

    private static string? Placement(QueryReader reader)
    {
        if (reader.Text("placement") is not { } placement) return null;
        if (placement.Length <= DecisionId.NameBytes && placement.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.')) return placement;
        reader.Find("wrong_form", "placement", $"placement must be up to {DecisionId.NameBytes} letters, digits, dots, _ and -: where the list stands.");
        return null;
    }

    private static string? Fits(QueryReader reader)
    {
        if (reader.Text("fits") is not { } fits) return null;
        if (fits.IndexOf(':', StringComparison.Ordinal) is int colon && colon > 0 && colon < fits.Length - 1) return fits;
        reader.Find("wrong_form", "fits", "fits must be an attribute and its value with a colon between them, such as vehicle:golf.");
        return null;
    }

    private static string? Segment(QueryReader reader)
    {
        if (reader.Text("segment") is not { } segment) return null;
        if (segment.Length <= 64 && segment.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')) return segment;
        reader.Find("wrong_form", "segment", "segment must be auto, new_visitor, buyer, repeat_buyer, or the name of a segment: letters, digits, _ and -.");
        return null;
    }

    private static string? Place(QueryReader reader)
    {
        if (reader.Text("place") is not { } place || place == "auto" || ActivityPlaces.Parse(place) is not null) return reader.Text("place");
        reader.Find("wrong_form", "place", "place must be auto, a country such as GR, or a country and a city such as GR/Athens.");
        return null;
    }
}
