using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Functions.Recommendations;
using Personalization.Journeys;
using Personalization.Journeys.Recipes;
using Personalization.Messages;
using Personalization.Profiles;
using Personalization.Recommendations;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>Puts products into messages.</summary>
public interface IRecipeProducts
{
    /// <summary>The model with <c>recommendations</c> in place of its wish for them, see <see cref="RecipeModel.Wish"/>.</summary>
    ValueTask<JsonElement> FillAsync(JsonElement model, Profile profile, CancellationToken cancellationToken);
}

/// <summary>Takes them from the recommendation engine.</summary>
internal sealed class RecipeProducts(RecommendationSources sources) : IRecipeProducts
{
    public async ValueTask<JsonElement> FillAsync(JsonElement model, Profile profile, CancellationToken cancellationToken)
    {
        if (model.ValueKind is not JsonValueKind.Object || !model.TryGetProperty(RecipeModel.Wish, out JsonElement wish)) return model;
        JsonObject filled = JsonObject.Create(model)!;
        filled.Remove(RecipeModel.Wish);
        RecommendationContext context = await sources.ForAsync(profile.Key, cancellationToken);
        if (Request(wish) is { } request)
            filled["recommendations"] = ProductModel.Of(
                Recommender.Recommend(request, context).Items.Select(item => context.Shelf.Assortment.Products[item.Product]), ContactPoints.Text(profile, "locale"));
        return JsonElement.Parse(filled.ToJsonString());
    }

    // A strategy that needs a product finds none where the journey is about none.
    private static RecommendationRequest? Request(JsonElement wish)
    {
        string? product = wish.TryGetProperty("product", out JsonElement said) && said.ValueKind is JsonValueKind.String ? said.GetString() : null;
        string strategy = wish.GetProperty("strategy").GetString()!;
        if (Strategies.Find(strategy) is { NeedsProduct: true } && product is null) strategy = "for_you";
        return Strategies.Find(strategy) is null ? null : new RecommendationRequest(strategy, product, wish.GetProperty("limit").GetInt32(), UseFallback: true) { Placement = "journey" };
    }
}
