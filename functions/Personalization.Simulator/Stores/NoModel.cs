using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Functions.Journeys.Recipes;
using Personalization.Journeys;
using Personalization.Journeys.Recipes;
using Personalization.Profiles;

namespace Personalization.Simulator.Stores;

/// <summary>What a shop knows before any model is built: nothing goes with anything, and nobody knows after how long a product is bought again.</summary>
internal sealed class NoModel : IComplements, IPurchaseIntervals, IRecipeProducts
{
    public Task<IReadOnlyList<string>> OfAsync(Profile profile, IReadOnlyList<string> products, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public ValueTask<IReadOnlyDictionary<string, double>> CurrentAsync(CancellationToken cancellationToken) => new(new Dictionary<string, double>());

    public ValueTask<JsonElement> FillAsync(JsonElement model, Profile profile, CancellationToken cancellationToken)
    {
        if (model.ValueKind is not JsonValueKind.Object || JsonObject.Create(model) is not { } filled || !filled.Remove(RecipeModel.Wish)) return new(model);
        filled["recommendations"] = new JsonArray();
        return new(JsonElement.Parse(filled.ToJsonString()));
    }
}
