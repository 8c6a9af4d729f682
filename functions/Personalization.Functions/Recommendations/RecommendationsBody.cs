using Personalization.Catalog;
using Personalization.Events;
using Personalization.Recommendations;

namespace Personalization.Functions.Recommendations;

/// <summary>Recommendations on the wire.</summary>
internal sealed record RecommendationsBody(string DecisionId, string Strategy, string Fallback, ModelBody Model, IReadOnlyList<ItemBody> Items)
{
    public static RecommendationsBody From(RecommendationAnswer answer, RecommendationContext context) => new(
        answer.DecisionId, answer.Strategy, answer.Fallback,
        new ModelBody(context.Model.Version, context.Model.Events == 0 ? null : EventCodec.Text(context.Model.BuiltAt), context.Model.Events),
        [.. answer.Items.Select(ItemBody.From)]);
}

/// <summary>The model behind an answer.</summary>
internal sealed record ModelBody(string Version, string? BuiltAt, long Events);

/// <summary>A recommended product.</summary>
internal sealed record ItemBody(
    string ProductId, string Name, string? Category, decimal? Price, string? Currency, string? Url, string? ImageUrl, double Score, ReasonBody Reason)
{
    public static ItemBody From(RecommendedItem item)
    {
        Product product = item.Product;
        return new ItemBody(product.ProductId, product.Name, product.Category, product.Price, product.Currency, product.Url, product.ImageUrl, item.Score,
            new ReasonBody(item.Reason.Code, item.Reason.Text, item.Reason.ProductId));
    }
}

/// <summary>Why a product is recommended.</summary>
internal sealed record ReasonBody(string Code, string Text, string? ProductId);
