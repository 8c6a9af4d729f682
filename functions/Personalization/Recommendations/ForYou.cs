using Personalization.Profiles;

namespace Personalization.Recommendations;

/// <summary>Products close to what a visitor has looked at, carted and bought lately.</summary>
internal static class ForYou
{
    private const int Anchors = 20;
    private const double RankDecay = 0.85;

    public static IEnumerable<Candidate> Candidates(RecommendationContext context)
    {
        if (context.Profile is not { } profile) return [];
        HashSet<string> bought = [.. profile.Interactions.Where(one => one.Kind is InteractionKind.Purchase).Select(one => one.ProductId)];
        Dictionary<string, (double Score, double Strongest, string Anchor)> scores = new(StringComparer.Ordinal);
        double weight = 1;
        foreach ((string anchor, double interest) in AnchorsOf(profile))
        {
            Add(scores, context.Model.Neighbours(context.Model.Bought, anchor), anchor, weight * interest);
            Add(scores, context.Model.Neighbours(context.Model.Viewed, anchor), anchor, weight * interest * 0.5);
            weight *= RankDecay;
        }
        return scores.Where(one => !bought.Contains(one.Key))
            .OrderByDescending(one => one.Value.Score).ThenBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => new Candidate(one.Key, one.Value.Score, ReasonOf(context, one.Value.Anchor)));
    }

    private static IEnumerable<(string ProductId, double Interest)> AnchorsOf(Profile profile) =>
        profile.Interactions
            .Where(one => one.Kind is InteractionKind.View or InteractionKind.CartAdd or InteractionKind.Purchase or InteractionKind.WishlistAdd)
            .GroupBy(one => one.ProductId, StringComparer.Ordinal)
            .Select(product => (product.Key, product.Max(one => Weight(one.Kind))))
            .Take(Anchors);

    private static double Weight(InteractionKind kind) => kind switch
    {
        InteractionKind.Purchase => 2,
        InteractionKind.CartAdd or InteractionKind.WishlistAdd => 1.5,
        _ => 1,
    };

    private static void Add(
        Dictionary<string, (double Score, double Strongest, string Anchor)> scores, IEnumerable<Neighbour> neighbours, string anchor, double weight)
    {
        foreach (Neighbour one in neighbours)
        {
            double part = weight * one.Score;
            (double score, double strongest, string because) = scores.GetValueOrDefault(one.ProductId);
            scores[one.ProductId] = part > strongest ? (score + part, part, anchor) : (score + part, strongest, because);
        }
    }

    private static RecommendationReason ReasonOf(RecommendationContext context, string anchor) =>
        new("for_you", $"Goes with {context.Catalog.Find(anchor)?.Name ?? "what you looked at"}", anchor);
}
