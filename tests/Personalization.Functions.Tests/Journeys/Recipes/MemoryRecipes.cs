using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Functions.Journeys.Recipes;
using Personalization.Journeys.Recipes;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Journeys.Recipes;

/// <summary>One product for every wish, which names its strategy.</summary>
internal sealed class OneProduct : IRecipeProducts
{
    public ValueTask<JsonElement> FillAsync(JsonElement model, Profile profile, CancellationToken cancellationToken)
    {
        JsonObject filled = JsonObject.Create(model)!;
        if (!filled.Remove(RecipeModel.Wish, out JsonNode? wish)) return new(model);
        filled["recommendations"] = new JsonArray(new JsonObject { ["title"] = $"Something {wish!["strategy"]}", ["url"] = "https://shop.example/it" });
        return new(JsonElement.Parse(filled.ToJsonString()));
    }
}
