using System.Collections.Immutable;
using Personalization.Experiences.Content;
using Personalization.Recommendations.Shelves;

namespace Personalization.Experiences.Ordering;

/// <summary>Puts products in an order that fits somebody, from the order that the shop or a search gives them. Equal ones stay as they are.</summary>
internal static class ProductOrder
{
    /// <summary>How many places a search result may go up at most: what fits the words must not be lost.</summary>
    public const int Reach = 6;

    /// <summary>Brands and categories that somebody leans to first.</summary>
    public static ImmutableArray<string> Listing(ImmutableArray<string> items, Leanings leanings, Assortment assortment) =>
        [.. items.Index().OrderByDescending(one => leanings.Of(assortment.Find(one.Item))).ThenBy(one => one.Index).Select(one => one.Item)];

    /// <summary>As they are, but that what somebody leans to goes up a few places.</summary>
    public static ImmutableArray<string> Search(ImmutableArray<string> items, Leanings leanings, Assortment assortment) =>
        [.. items.Index().OrderBy(one => one.Index - (Reach * leanings.Of(assortment.Find(one.Item)))).ThenBy(one => one.Index).Select(one => one.Item)];
}

/// <summary>Puts a listing in order: favourite brands and categories of interest first.</summary>
/// <param name="kind">Listing, or search: what a search has found moves a few places only.</param>
public sealed class ProductOrderSlots(SlotKind kind) : ISlotDecider
{
    /// <inheritdoc/>
    public string Version => "order-1";

    /// <inheritdoc/>
    public SlotDecision? Decide(SlotRequest slot, PageRequest page, PageContext context)
    {
        Assortment assortment = context.Shelf.Assortment;
        Leanings leanings = Leanings.Of(context.Visitor?.Profile, assortment, context.Lists.At).With(page.Session);
        ImmutableArray<string> ordered = leanings.IsEmpty ? slot.Items
            : kind is SlotKind.Search ? ProductOrder.Search(slot.Items, leanings, assortment) : ProductOrder.Listing(slot.Items, leanings, assortment);
        return ordered.SequenceEqual(slot.Items)
            ? new SlotDecision(slot, "shop", new SlotReason("shop-order", ""), new OrderedItems(slot.Items))
            : new SlotDecision(slot, kind.Name(), new SlotReason("favourites", ReasonTexts.For("favourites", page.Language)), new OrderedItems(ordered));
    }
}
