using System.Collections.Immutable;
using System.Globalization;
using Personalization.Catalog;
using Personalization.Offers.Definitions;

namespace Personalization.Offers;

/// <summary>Products that cost less together.</summary>
/// <param name="Products">Them.</param>
/// <param name="Price">What they cost together.</param>
/// <param name="Parts">What they cost one by one.</param>
/// <param name="Was">What may be said that they have cost before: the lowest of the last 30 days; null where the price is no reduction of it.</param>
public sealed record PricedBundle(ImmutableArray<Product> Products, decimal Price, decimal Parts, decimal? Was);

/// <summary>Prices bundles: never below what they cost the shop with its margin, never dearer than their parts.</summary>
public static class Bundles
{
    /// <summary>The product's attribute that says what it costs the shop.</summary>
    public const string CostAttribute = "cost";

    /// <summary>What a product costs the shop, where the catalog says.</summary>
    public static decimal? CostOf(Product product) =>
        product.Attributes is { } all && all.TryGetValue(CostAttribute, out string? text) && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal cost) && cost >= 0 ? cost : null;

    /// <summary>The least that a product may be sold for in a bundle.</summary>
    public static decimal Least(Product product, OfferBundle bundle) => CostOf(product) is { } cost ? cost * (1 + bundle.Margin) : (product.Price ?? 0) * bundle.Floor;

    /// <summary>The bundle with its price; null where these products are none: one cannot be had or has no price, or the guard leaves nothing to take off.</summary>
    /// <param name="offer">A bundle.</param>
    /// <param name="products">What goes together.</param>
    /// <param name="percent">What is to be taken off.</param>
    /// <param name="now">UTC.</param>
    public static PricedBundle? Price(Offer offer, ImmutableArray<Product> products, decimal percent, DateTimeOffset now)
    {
        if (offer.Bundle is not { } bundle || products.Length < 2 || products.Any(one => one is not { IsAvailable: true, Price: > 0, Currency: not null } || one.Currency != products[0].Currency)) return null;
        if (offer.Currency is { } currency && products[0].Currency != currency) return null;
        decimal parts = products.Sum(one => one.Price!.Value), least = Math.Ceiling(products.Sum(one => Least(one, bundle)) * 100) / 100;
        decimal price = Math.Max(decimal.Round(parts * (100 - percent) / 100, 2, MidpointRounding.ToPositiveInfinity), least);
        if (price >= parts) return null;
        decimal? prior = PriorPrice.Lowest(products, now), was = bundle.Was is { } said && said < prior ? said : prior;
        return new PricedBundle(products, price, parts, was > price ? was : null);
    }
}
