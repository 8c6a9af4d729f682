using Personalization.Recommendations;
using Personalization.Recommendations.Shelves;

namespace Personalization.Experiences;

/// <summary>Products for a slot, by a strategy.</summary>
public sealed class RecommendationSlots : ISlotDecider
{
    /// <inheritdoc/>
    public string Version => "recommendations";

    /// <inheritdoc/>
    public SlotDecision? Decide(SlotRequest slot, PageRequest page, PageContext context)
    {
        string? product = slot.ProductId ?? page.ProductId;
        if (Strategies.Find(slot.Strategy) is not { } strategy || (strategy.NeedsProduct && product is null)) return null;
        RecommendationRequest request = new(slot.Strategy, strategy.NeedsProduct ? product : null, slot.Limit, true)
        {
            Cart = page.Cart?.Select(line => line.ProductId).ToList(),
            Session = page.Session.IsEmpty ? null : page.Session,
            Category = page.Type is PageType.Category ? page.Category : null,
            Placement = slot.Id,
        };
        RecommendationAnswer answer = Recommender.Recommend(request, context.Lists);
        return new SlotDecision(slot, slot.Strategy, new SlotReason(answer.Fallback == "none" ? slot.Strategy : answer.Fallback, ""), new ProductList(answer, context.Shelf)) { Fallback = answer.Fallback };
    }

    private sealed class ProductList(RecommendationAnswer answer, Shelf shelf) : ISlotContent
    {
        public void Write(PageWriter writer)
        {
            using AnswerWriter bytes = AnswerWriter.Write(answer, shelf);
            writer.Raw(bytes.Written.Span);
        }
    }
}

/// <summary>Products or categories in an order.</summary>
/// <param name="Items">Them, first first.</param>
public sealed record OrderedItems(System.Collections.Immutable.ImmutableArray<string> Items) : ISlotContent
{
    /// <inheritdoc/>
    public void Write(PageWriter writer)
    {
        writer.Json.WriteStartObject();
        writer.Json.WriteStartArray("items"u8);
        foreach (string item in Items) writer.Json.WriteStringValue(item);
        writer.Json.WriteEndArray();
        writer.Json.WriteEndObject();
    }
}
