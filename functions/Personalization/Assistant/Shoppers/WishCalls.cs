using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Assistant.Offline;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>The calls of tools that answer a wish.</summary>
internal static class WishCalls
{
    private const int ListLength = 5, LongestQuestion = 500;

    public static ImmutableArray<PlannedCall> Of(ShopperWish wish, string question)
    {
        if (wish.Missing is not null) return wish.Intent is Intents.CartAdd or Intents.CartRemove ? Candidates(wish) : [];
        return wish.Intent switch
        {
            Intents.Search => [Searching(wish)],
            Intents.Gift when (wish.Text ?? wish.Category) is not null || wish.Recipient is "child" || Attributed(wish) => [Searching((wish.Text ?? wish.Category) is null && wish.Recipient is "child" ? wish with { Text = "kids" } : wish)],
            Intents.Gift => [Recommending("gift", wish)],
            Intents.ForMe => [Recommending("for_you", wish)],
            Intents.Bestsellers => [Recommending("bestsellers", wish)],
            Intents.New => [Recommending("new_arrivals", wish)],
            Intents.Sale => [Recommending("price_drop", wish)],
            Intents.Similar => [Recommending("similar", wish)],
            Intents.GoesWith => [Recommending(wish.Products.IsEmpty ? "cart_complement" : "bought_together", wish)],
            Intents.Compare => [Call("compare_products", new() { ["product_ids"] = new JsonArray([.. wish.Products.Select(id => (JsonNode)id)]) })],
            Intents.CartAdd => [.. wish.Products.Select(id => Call("cart_add", new() { ["product_id"] = id, ["quantity"] = wish.Quantity ?? 1 }))],
            Intents.CartRemove => [.. wish.Products.Select(id => Call("cart_remove", wish.Quantity is { } pieces ? new() { ["product_id"] = id, ["quantity"] = pieces } : new() { ["product_id"] = id }))],
            Intents.OrderStatus => [Call("order_status", With(new() { ["order_id"] = wish.OrderId }, "email", wish.Email))],
            Intents.HandOver => [Call("hand_over", new() { ["reason"] = "asked" })],
            _ when Intents.IsProductQuestion(wish.Intent) => [.. wish.Products.Select(id => Call("product_facts", new() { ["product_id"] = id }))],
            _ when Intents.IsGuide(wish.Intent) => [Call("help_article", With(new() { ["query"] = question[..Math.Min(question.Length, LongestQuestion)], ["topic"] = wish.Intent }, "product_id", wish.Products.FirstOrDefault()))],
            _ => [],
        };
    }

    private static bool Attributed(ShopperWish wish) => (wish.Color ?? wish.Material ?? wish.Size ?? wish.Brand) is not null;

    private static ImmutableArray<PlannedCall> Candidates(ShopperWish wish) =>
        wish.Text is not null || Attributed(wish) ? [Searching(wish)] : [.. wish.Products.Select(id => Call("product_facts", new() { ["product_id"] = id }))];

    private static PlannedCall Searching(ShopperWish wish)
    {
        JsonObject arguments = new() { ["limit"] = ListLength };
        With(arguments, "query", wish.Text);
        With(arguments, "category", wish.Category);
        With(arguments, "brand", wish.Brand);
        With(arguments, "color", wish.Color);
        With(arguments, "size", wish.Size);
        With(arguments, "material", wish.Material);
        With(arguments, "currency", wish.Currency);
        if (wish.MinPrice is { } least) arguments["min_price"] = least;
        if (wish.MaxPrice is { } most) arguments["max_price"] = most;
        if (wish.Step is Intents.Cheaper or Intents.Dearer) arguments["keep_price"] = true;
        if (wish.Order is not SearchOrder.Relevance) arguments["sort"] = SearchOrders.Name(wish.Order);
        if (!wish.Exclude.IsEmpty) arguments["exclude"] = new JsonArray([.. wish.Exclude.TakeLast(50).Select(id => (JsonNode)id)]);
        return Call("search_products", arguments);
    }

    private static PlannedCall Recommending(string strategy, ShopperWish wish)
    {
        JsonObject arguments = new() { ["strategy"] = strategy, ["limit"] = ListLength };
        With(arguments, "product_id", wish.Products.FirstOrDefault());
        With(arguments, "query", wish.Text);
        With(arguments, "category", wish.Category);
        if (wish.MinPrice is { } least) arguments["min_price"] = least;
        if (wish.MaxPrice is { } most) arguments["max_price"] = most;
        if (!wish.Exclude.IsEmpty) arguments["exclude"] = new JsonArray([.. wish.Exclude.TakeLast(50).Select(id => (JsonNode)id)]);
        return Call("recommend_products", arguments);
    }

    private static JsonObject With(JsonObject arguments, string name, string? value)
    {
        if (value is not null) arguments[name] = value;
        return arguments;
    }

    private static PlannedCall Call(string tool, JsonObject arguments) => new(tool, JsonElement.Parse(arguments.ToJsonString()));
}
