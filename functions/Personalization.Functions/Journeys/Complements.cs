using Personalization.Functions.Recommendations;
using Personalization.Journeys;
using Personalization.Profiles;
using Personalization.Recommendations;

namespace Personalization.Functions.Journeys;

/// <summary>What the recommendation engine puts beside a cart, without anything to fill up with.</summary>
internal sealed class Complements(RecommendationSources sources) : IComplements
{
    public async Task<IReadOnlyList<string>> OfAsync(Profile profile, IReadOnlyList<string> products, int limit, CancellationToken cancellationToken)
    {
        RecommendationContext context = await sources.ForAsync(profile.Key, cancellationToken);
        RecommendationRequest request = new("cart_complement", null, limit, UseFallback: false) { Cart = products, Exclude = products, Placement = "journey" };
        return [.. Recommender.Recommend(request, context).Items.Select(item => context.Shelf.Assortment.Products[item.Product].ProductId)];
    }
}
