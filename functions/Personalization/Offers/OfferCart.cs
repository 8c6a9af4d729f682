using System.Collections.Immutable;
using Personalization.Catalog;

namespace Personalization.Offers;

/// <summary>What lies in a cart, by the catalog's prices: what a browser says of prices counts for nothing.</summary>
/// <param name="Lines">Products that can be had, and pieces.</param>
public sealed record OfferCart(ImmutableArray<(Product Product, int Quantity)> Lines)
{
    /// <summary>Nothing.</summary>
    public static OfferCart Empty { get; } = new([]);

    /// <summary>The currency of the first product that has a price; null where none has.</summary>
    public string? Currency => Lines.FirstOrDefault(one => one.Product is { Price: not null, Currency: not null }).Product?.Currency;

    /// <summary>A cart of these products.</summary>
    public static OfferCart Of(IEnumerable<(string ProductId, int Quantity)> lines, CatalogSnapshot catalog) =>
        new([.. lines.Select(one => (Product: catalog.Find(one.ProductId), one.Quantity)).Where(one => one is { Product.IsAvailable: true, Quantity: > 0 }).Select(one => (one.Product!, one.Quantity))]);

    /// <summary>What it costs in a currency.</summary>
    public decimal Value(string? currency) => Lines.Where(one => one.Product.Currency == currency).Sum(one => one.Quantity * (one.Product.Price ?? 0));

    /// <summary>Whether a product is in it.</summary>
    public bool Has(string productId) => Lines.Any(one => one.Product.ProductId == productId);
}
