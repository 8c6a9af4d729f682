using System.Text.Json.Nodes;
using Personalization.Catalog;
using Personalization.Events.Decisions;
using Personalization.Functions.Recommendations;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Messages.Templates;
using Personalization.Recommendations;

namespace Personalization.Functions.Messages;

/// <summary>Products as templates show them, and the decision that chose them.</summary>
internal sealed record ChosenProducts(JsonArray Items, string? DecisionId);

/// <summary>Chooses products for messages: the same as <c>GET /v1/recommendations</c> with the channel as placement.</summary>
/// <param name="sources">What answers are made from.</param>
public sealed class MessageProducts(RecommendationSources sources)
{
    internal async Task<ChosenProducts> ForAsync(ProductBlock block, OutgoingMessage message, string language, CancellationToken cancellationToken)
    {
        if (Strategies.Find(block.Strategy) is not { } strategy || (strategy.NeedsProduct && block.ProductId is null)) return new ChosenProducts([], null);
        RecommendationContext context = await sources.ForAsync(message.Person, cancellationToken);
        RecommendationRequest request = new(strategy.Name, block.ProductId, block.Limit, UseFallback: true) { Placement = MessageNames.Of(message.Channel) };
        RecommendationAnswer answer = Recommender.Recommend(request, context);
        return new ChosenProducts([.. answer.Items.Select(item => Item(item, context, answer.DecisionId, language))], answer.DecisionId);
    }

    private static JsonObject Item(Candidate item, RecommendationContext context, string decisionId, string language)
    {
        Product product = context.Shelf.Assortment.Products[item.Product];
        JsonObject shown = new()
        {
            ["productId"] = product.ProductId,
            ["title"] = NameIn(product, language),
            ["reasonCode"] = item.Reason.Code,
            ["decisionId"] = decisionId,
        };
        if (product.Url is { } url) shown["url"] = WithDecision(url, decisionId);
        if ((item.Creative >= 0 ? product.Creatives?[item.Creative].ImageUrl : null) is { } picture) shown["image"] = picture;
        else if (product.ImageUrl is { } image) shown["image"] = image;
        if (product.Price is { } price) shown["price"] = price;
        if (product.Currency is { } currency) shown["currency"] = currency;
        // Reasons are there in English; templates in other languages have words of their own for the code.
        if (language.StartsWith("en", StringComparison.OrdinalIgnoreCase)) shown["reason"] = Explainer.ShopperText(item, context.Shelf);
        return shown;
    }

    private static string NameIn(Product product, string language)
    {
        for (string tag = language; tag.Length > 0; tag = Languages.Shorter(tag))
            if (product.Names?.TryGetValue(tag, out string? name) is true) return name;
        return product.Name;
    }

    // Whoever follows the link brings the decision along, so that what comes of it counts.
    private static string WithDecision(string url, string decisionId)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Scheme is not ("https" or "http")) return url;
        UriBuilder builder = new(address);
        builder.Query = (builder.Query.Length > 1 ? builder.Query[1..] + "&" : "") + $"{DecisionEcho.Property}={decisionId}";
        return builder.Uri.AbsoluteUri;
    }
}
