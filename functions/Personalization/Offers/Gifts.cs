using Personalization.Catalog;
using Personalization.Offers.Definitions;

namespace Personalization.Offers;

/// <summary>Chooses gifts.</summary>
public static class Gifts
{
    /// <summary>What a gift costs the shop: what the catalog says, or its price.</summary>
    public static decimal? CostOf(Product product) => Bundles.CostOf(product) ?? product.Price;

    /// <summary>The first product, as the person would like them, that may be given; failing that the dearest of those that the shop has named. Null for none.</summary>
    /// <param name="offer">A gift.</param>
    /// <param name="liked">Products, the one liked best first.</param>
    /// <param name="cart">The cart: what is in it is bought already.</param>
    /// <param name="catalog">The shop's products.</param>
    public static Product? Choose(Offer offer, IEnumerable<Product> liked, OfferCart cart, CatalogSnapshot catalog) =>
        liked.FirstOrDefault(one => May(offer, one, cart))
        ?? offer.Gift?.Products.Select(catalog.Find).OfType<Product>().Where(one => May(offer, one, cart)).OrderByDescending(CostOf).ThenBy(one => one.ProductId, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Whether a product may be given beside a cart.</summary>
    public static bool May(Offer offer, Product product, OfferCart cart) =>
        offer.Gift is { } gift && product is { IsAvailable: true, IsContent: false } && !cart.Has(product.ProductId) && CostOf(product) <= gift.MaxCost
        && (offer.Currency is null || product.Currency == offer.Currency)
        && (gift.Products.IsEmpty || gift.Products.Contains(product.ProductId)) && (gift.Category is null || IsBelow(product.Category, gift.Category));

    private static bool IsBelow(string? category, string name) =>
        category is not null && category.StartsWith(name, StringComparison.OrdinalIgnoreCase)
        && (category.Length == name.Length || category.AsSpan(name.Length).StartsWith(" / ", StringComparison.Ordinal));
}
