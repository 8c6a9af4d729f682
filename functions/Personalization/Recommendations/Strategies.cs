using Personalization.Profiles;

namespace Personalization.Recommendations;

/// <summary>A way of choosing products.</summary>
/// <param name="Name">Its conventional name.</param>
/// <param name="NeedsProduct">True when a product must be named.</param>
/// <param name="Fallbacks">Which strategies fill the places that it leaves empty, in order.</param>
/// <param name="Candidates">Proposes products, best first; may propose what cannot be shown.</param>
public sealed record Strategy(
    string Name, bool NeedsProduct, IReadOnlyList<string> Fallbacks, Func<RecommendationRequest, RecommendationContext, IEnumerable<Candidate>> Candidates);

/// <summary>The strategies by their conventional names.</summary>
public static class Strategies
{
    /// <summary>All strategies by name.</summary>
    public static IReadOnlyDictionary<string, Strategy> All { get; } = new Strategy[]
    {
        new("bestsellers", false, ["newest"], (_, context) => Bestsellers(context)),
        new("trending", false, ["bestsellers", "newest"], (_, context) => Trending(context)),
        new("recently_viewed", false, ["trending", "bestsellers", "newest"], (_, context) => RecentlyViewed(context)),
        new("also_bought", true, ["also_viewed", "category_bestsellers", "bestsellers", "newest"], AlsoBought),
        new("also_viewed", true, ["also_bought", "category_bestsellers", "bestsellers", "newest"], AlsoViewed),
        new("category_bestsellers", true, ["bestsellers", "newest"], CategoryBestsellers),
        new("for_you", false, ["trending", "bestsellers", "newest"], (_, context) => ForYou.Candidates(context)),
        new("newest", false, [], (_, context) => Newest(context)),
    }.ToDictionary(strategy => strategy.Name, StringComparer.Ordinal);

    private static IEnumerable<Candidate> Bestsellers(RecommendationContext context) =>
        context.Ranking.Bestsellers.Select(one => new Candidate(one.ProductId, one.Score, new RecommendationReason("bestseller", "A bestseller")));

    private static IEnumerable<Candidate> Trending(RecommendationContext context) =>
        context.Ranking.Trending.Select(one => new Candidate(one.ProductId, one.Score, new RecommendationReason("trending", "Popular right now")));

    private static IEnumerable<Candidate> RecentlyViewed(RecommendationContext context) =>
        (context.Profile?.Interactions ?? [])
            .Where(one => one.Kind is InteractionKind.View)
            .Select((one, place) => new Candidate(one.ProductId, 1.0 / (1 + place), new RecommendationReason("recently_viewed", "You looked at this recently")));

    private static IEnumerable<Candidate> AlsoBought(RecommendationRequest request, RecommendationContext context) =>
        Neighbours(request, context, context.Model.Bought, "also_bought", "Customers who bought {0} also bought this");

    private static IEnumerable<Candidate> AlsoViewed(RecommendationRequest request, RecommendationContext context) =>
        Neighbours(request, context, context.Model.Viewed, "also_viewed", "Visitors who looked at {0} also looked at this");

    private static IEnumerable<Candidate> Neighbours(
        RecommendationRequest request, RecommendationContext context, NeighbourRows rows, string code, string text)
    {
        string anchor = request.ProductId!;
        string name = context.Catalog.Find(anchor)?.Name ?? anchor;
        RecommendationReason reason = new(code, text.Replace("{0}", name, StringComparison.Ordinal), anchor);
        return context.Model.Neighbours(rows, anchor).Select(one => new Candidate(one.ProductId, one.Score, reason));
    }

    private static IEnumerable<Candidate> CategoryBestsellers(RecommendationRequest request, RecommendationContext context)
    {
        if (context.Catalog.Find(request.ProductId!)?.Category is not { } category) return [];
        RecommendationReason reason = new("category_bestseller", $"A bestseller in {category}");
        return context.Ranking.Bestsellers
            .Where(one => context.Catalog.Find(one.ProductId)?.Category == category)
            .Select(one => new Candidate(one.ProductId, one.Score, reason));
    }

    private static IEnumerable<Candidate> Newest(RecommendationContext context) =>
        context.Catalog.NewestFirst.Select((product, place) => new Candidate(product.ProductId, 1.0 / (1 + place), new RecommendationReason("new_arrival", "New in the shop")));
}
