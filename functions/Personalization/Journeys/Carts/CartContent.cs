using System.Collections.Immutable;
using Personalization.Catalog;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Journeys.Carts;

/// <summary>What a message can show of a cart: the products that the catalog has and that can be had.</summary>
/// <param name="Items">Products and pieces.</param>
public sealed record CartContent(ImmutableArray<(Product Product, int Quantity)> Items)
{
    /// <summary>What of the cart can be had now.</summary>
    public static CartContent Of(ShopperCart cart, CatalogSnapshot catalog, SensitiveCategories? sensitive = null) =>
        new([.. cart.Lines.Select(line => (Product: catalog.Find(line.Key), Quantity: line.Value)).Where(line => line.Product is { IsAvailable: true } && sensitive?.IsSensitive(line.Product) is not true).Select(line => (line.Product!, line.Quantity))]);

    /// <summary>The currency of the first item that has a price; null where none has.</summary>
    public string? Currency => Items.FirstOrDefault(item => item.Product is { Price: not null, Currency: not null }).Product?.Currency;

    /// <summary>What the items of that currency cost together.</summary>
    public decimal Value => Currency is { } currency ? Items.Where(item => item.Product.Currency == currency).Sum(item => item.Quantity * (item.Product.Price ?? 0)) : 0;
}
