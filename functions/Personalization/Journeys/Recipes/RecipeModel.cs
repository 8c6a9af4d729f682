using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Catalog;
using Personalization.Messages;
using Personalization.Segments;

namespace Personalization.Journeys.Recipes;

/// <summary>The values that a recipe's message is filled with.</summary>
public static class RecipeModel
{
    /// <summary>What the merchant wrote, with <c>product</c> (what it is about) and <c>event</c> (what brought the person in).</summary>
    public static JsonElement For(JsonElement written, RecipeState state, PersonFacts facts)
    {
        JsonObject model = written.ValueKind is JsonValueKind.Object ? JsonObject.Create(written)! : [];
        if (state.Subject is { } id && facts.Catalog.Find(id) is { } product) model["product"] ??= Of(product, ContactPoints.Text(facts.Profile, "locale"));
        if (state.Event is { ValueKind: JsonValueKind.Object } properties) model["event"] ??= JsonObject.Create(properties);
        return JsonElement.Parse(model.ToJsonString());
    }

    // What it cost before is half of the news of a lower price.
    private static JsonObject Of(Product product, string? language)
    {
        JsonObject shown = ProductModel.Of(product, language);
        if (product is { Price: { } now, PriceHistory: { Count: > 1 } history } && history[^2].Price > now) shown["oldPrice"] = ProductModel.Money(history[^2].Price, product.Currency);
        return shown;
    }
}
