using System.Globalization;
using Personalization.Common;
using Personalization.Profiles;

namespace Personalization.Recommendations;

/// <summary>Answers requests for products. Pure: the same request in the same context has the same answer, byte for byte.</summary>
public static class Recommender
{
    /// <summary>
    /// Chooses products by the request's strategy, then by its fallbacks. Throws for a strategy that does not exist, or that needs
    /// a product when the request names none.
    /// </summary>
    public static RecommendationAnswer Recommend(RecommendationRequest request, RecommendationContext context)
    {
        Strategy strategy = Strategies.All[request.Strategy];
        if (strategy.NeedsProduct && request.ProductId is null) throw new ArgumentException($"The strategy {strategy.Name} needs a product", nameof(request));
        HashSet<string> taken = Excluded(request, context);
        List<RecommendedItem> items = [];
        string fallback = "none";
        Fill(items, taken, strategy, request, context);
        foreach (string name in request.UseFallback ? strategy.Fallbacks : [])
        {
            if (items.Count >= request.Limit) break;
            if (Strategies.All[name] is { } next && (!next.NeedsProduct || request.ProductId is not null) && Fill(items, taken, next, request, context)) fallback = name;
        }
        return new RecommendationAnswer(DecisionId(request, context), request.Strategy, fallback, context.Model.Version, items);
    }

    private static bool Fill(
        List<RecommendedItem> items, HashSet<string> taken, Strategy strategy, RecommendationRequest request, RecommendationContext context)
    {
        int before = items.Count;
        foreach (Candidate candidate in strategy.Candidates(request, context))
        {
            if (items.Count >= request.Limit) break;
            if (context.Catalog.Find(candidate.ProductId) is { IsAvailable: true } product && taken.Add(candidate.ProductId))
                items.Add(new RecommendedItem(product, Math.Round(candidate.Score, 6), candidate.Reason));
        }
        return items.Count > before;
    }

    /// <summary>Never the product that the list stands beside, nor what lies in the cart.</summary>
    private static HashSet<string> Excluded(RecommendationRequest request, RecommendationContext context)
    {
        HashSet<string> excluded = new(StringComparer.Ordinal);
        if (request.ProductId is { } anchor) excluded.Add(anchor);
        if (context.Profile is { } profile) excluded.UnionWith(Cart.Of(profile).Select(line => line.Key));
        return excluded;
    }

    private static string DecisionId(RecommendationRequest request, RecommendationContext context)
    {
        string person = context.Profile is { } profile ? $"{profile.Key}@{profile.LastSeen?.UtcTicks}/{profile.EventCounts.Values.Sum()}" : "";
        string?[] parts =
        [
            request.Strategy, request.ProductId, request.Limit.ToString(CultureInfo.InvariantCulture), request.UseFallback ? "fallback" : "", person,
            context.Catalog.Version, context.Model.Version, context.Ranking.Version,
        ];
        // Each part with its length: ids may hold any character, so none can stand between them.
        return "d-" + StableHash.Hex(string.Concat(parts.Select(part => $"{part?.Length}:{part}")), 24);
    }
}
