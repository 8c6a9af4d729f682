using System.Collections.Immutable;
using Personalization.Catalog;
using Personalization.Offers.Definitions;

namespace Personalization.Offers.Coupons;

/// <summary>What a coupon is worth on a cart, or why it is worth nothing.</summary>
/// <param name="Worth">In <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217, or null where nothing has a price.</param>
/// <param name="Why">Null where it holds: <c>expired</c>, <c>not-running</c>, <c>currency</c>, <c>cart-too-small</c>, <c>nothing-to-give</c>.</param>
public sealed record CouponQuote(decimal Worth, string? Currency, string? Why)
{
    /// <summary>What is still to be put into the cart, where it is too small.</summary>
    public decimal Remaining { get; init; }
}

/// <summary>Says what coupons are worth. Pure.</summary>
public static class CouponRules
{
    /// <summary>What a coupon is worth.</summary>
    /// <param name="coupon">The coupon.</param>
    /// <param name="cart">What is bought.</param>
    /// <param name="products">The gift, or the products of the bundle, as the page has named them.</param>
    /// <param name="catalog">The shop's products.</param>
    /// <param name="now">UTC.</param>
    public static CouponQuote Quote(Coupon coupon, OfferCart cart, ImmutableArray<string> products, CatalogSnapshot catalog, DateTimeOffset now)
    {
        Offer offer = coupon.Offer;
        string? currency = offer.Currency ?? cart.Currency;
        if (coupon.Expires <= now) return new CouponQuote(0, currency, "expired");
        if (!offer.RunsAt(now) || (!offer.Steps.IsEmpty && coupon.Step >= offer.Steps.Length)) return new CouponQuote(0, currency, "not-running");
        if (offer.Currency is not null && cart.Currency is not null && cart.Currency != offer.Currency) return new CouponQuote(0, currency, "currency");
        decimal least = Math.Max(offer.MinimumCart, offer.Steps.IsEmpty ? 0 : offer.Steps[coupon.Step].Cart), remaining = least - cart.Value(currency);
        if (remaining > 0) return new CouponQuote(0, currency, "cart-too-small") { Remaining = remaining };
        OfferGoods goods = Goods(coupon, cart, products, catalog, now);
        bool hasNothing = offer.Kind is OfferKind.Gift && goods.Gift is null || offer.Kind is OfferKind.Bundle && goods.Bundle is null;
        return hasNothing ? new CouponQuote(0, currency, "nothing-to-give") : new CouponQuote(OfferRules.Worth(offer, coupon.Step, cart, goods), currency, null);
    }

    private static OfferGoods Goods(Coupon coupon, OfferCart cart, ImmutableArray<string> products, CatalogSnapshot catalog, DateTimeOffset now)
    {
        Offer offer = coupon.Offer;
        if (offer.Kind is OfferKind.Gift)
        {
            // The gift may lie in the cart already, at its price, to be taken off.
            OfferCart others = new([.. cart.Lines.Where(one => !products.Contains(one.Product.ProductId))]);
            return new OfferGoods(Gift: products.Select(catalog.Find).OfType<Product>().FirstOrDefault(one => Gifts.May(offer, one, others)));
        }
        if (offer is not { Kind: OfferKind.Bundle, Bundle: { } bundle }) return OfferGoods.None;
        ImmutableArray<string> named = bundle.Products.IsEmpty ? [.. products.Distinct(StringComparer.Ordinal)] : bundle.Products;
        ImmutableArray<Product> parts = [.. named.Where(cart.Has).Select(catalog.Find).OfType<Product>()];
        bool isWhole = parts.Length == (bundle.Products.IsEmpty ? bundle.Parts : bundle.Products.Length);
        return new OfferGoods(Bundle: isWhole ? Bundles.Price(offer, parts, offer.Steps[coupon.Step].Value, now) : null);
    }
}
