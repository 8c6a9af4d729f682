using System.Collections.Immutable;
using Personalization.Catalog;
using Personalization.Experiences;
using Personalization.Offers.Definitions;
using Personalization.Recommendations;
using Personalization.Recommendations.Shelves;
using Personalization.Profiles;
using Personalization.Segments.Predictions;

namespace Personalization.Offers;

/// <summary>Decides which offer a page shows, if any.</summary>
/// <param name="book">The shop's offers.</param>
/// <param name="figures">What was given away this month.</param>
/// <param name="predictor">Says what is expected of people; null where nobody can.</param>
public sealed class OfferSlots(OfferBook book, OfferFigures figures, IPredictor? predictor) : IExplainedDecider
{
    // Of these one is chosen that may be given away, or that fits the price's currency.
    private const int Candidates = 60;

    /// <inheritdoc/>
    public string Version => book.Version;

    /// <inheritdoc/>
    public SlotDecision? Decide(SlotRequest slot, PageRequest page, PageContext context)
    {
        (OfferPerson person, OfferDecision decision) = Decided(slot, page, context);
        if (decision.Given is not { } given) return new SlotDecision(slot, "shop", new SlotReason("no-offer", "", string.Join(", ", decision.Passed.Select(one => $"{one.Offer}: {one.Why}"))), null);
        OfferContent content = new(given, book.CouponOf(given, person, context.Now), given.Offer.Title.For(page.Language), given.Offer.End);
        return new SlotDecision(slot, $"offer:{given.Offer.Id}", new SlotReason(given.Remaining > 0 ? "offer-progress" : "offer", content.Text), content);
    }

    /// <inheritdoc/>
    public ImmutableArray<ConsideredOption> Consider(SlotRequest slot, PageRequest page, PageContext context)
    {
        OfferDecision decision = Decided(slot, page, context).Decision;
        Dictionary<string, string> passed = decision.Passed.ToDictionary(one => one.Offer, one => one.Why, StringComparer.Ordinal);
        return [.. book.All.OrderByDescending(one => one.Priority).ThenBy(one => one.Id, StringComparer.Ordinal).Select(one => new ConsideredOption($"offer:{one.Id}", one.Name, one.Priority, passed.GetValueOrDefault(one.Id)))];
    }

    private (OfferPerson Person, OfferDecision Decision) Decided(SlotRequest slot, PageRequest page, PageContext context)
    {
        OfferPerson person = context.Visitor is { } visitor ? OfferPerson.Of(visitor, predictor, context.Now) : new OfferPerson(page.Visitor);
        OfferCart cart = CartOf(page, context);
        return (person, book.Decide(person, cart, figures, context.Now, (offer, step) => GoodsOf(offer, step, cart, slot, page, context)));
    }

    private static OfferCart CartOf(PageRequest page, PageContext context)
    {
        CatalogSnapshot catalog = context.Shelf.Catalog;
        if (page.Cart is { } said) return OfferCart.Of(said.Select(one => (one.ProductId, one.Quantity)), catalog);
        return context.Visitor is { } visitor && ShopperCart.Of(visitor.Profile).FirstOrDefault() is { } known ? OfferCart.Of(known.Lines.Select(one => (one.Key, one.Value)), catalog) : OfferCart.Empty;
    }

    private static OfferGoods GoodsOf(Offer offer, int step, OfferCart cart, SlotRequest slot, PageRequest page, PageContext context)
    {
        Shelf shelf = context.Shelf;
        IReadOnlyList<string> inCart = [.. cart.Lines.Select(one => one.Product.ProductId)];
        if (offer.Kind is OfferKind.Gift)
            return new OfferGoods(Gift: Gifts.Choose(offer, Listed(inCart.Count > 0 ? "cart_complement" : "for_you", null, inCart, slot, context), cart, shelf.Catalog));
        if (offer is not { Kind: OfferKind.Bundle, Bundle: { } bundle }) return OfferGoods.None;
        IEnumerable<Product> parts = bundle.Products.Select(shelf.Catalog.Find).OfType<Product>();
        if (bundle.Products.IsEmpty)
        {
            if ((slot.ProductId ?? page.ProductId) is not { } id || shelf.Catalog.Find(id) is not { } beside) return OfferGoods.None;
            parts = Listed("bought_together", id, inCart, slot, context).Where(one => one.Currency == beside.Currency && one is { IsAvailable: true, Price: > 0 }).Prepend(beside).Take(bundle.Parts);
        }
        ImmutableArray<Product> products = [.. parts];
        bool isWhole = products.Length == (bundle.Products.IsEmpty ? bundle.Parts : bundle.Products.Length);
        return new OfferGoods(Bundle: isWhole ? Bundles.Price(offer, products, offer.Steps[step].Value, context.Now) : null);
    }

    private static IEnumerable<Product> Listed(string strategy, string? product, IReadOnlyList<string> cart, SlotRequest slot, PageContext context) =>
        Recommender.Recommend(new RecommendationRequest(strategy, product, Candidates, true) { Cart = cart, Placement = slot.Id }, context.Lists)
            .Items.Select(one => context.Shelf.Assortment.Products[one.Product]);
}
