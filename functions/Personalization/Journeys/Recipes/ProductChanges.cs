using Personalization.Catalog;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Journeys.Recipes;

/// <summary>What has happened to a product that people may wait for.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Fall">By how many percent its price has fallen; null where it can be had again.</param>
/// <param name="At">When, UTC: with the product it names the change.</param>
public sealed record ProductChange(string ProductId, decimal? Fall, DateTimeOffset At);

/// <summary>Finds changes of products, and who waits for them.</summary>
public static class ProductChanges
{
    /// <summary>An event by which somebody asks to be told when a product can be had again.</summary>
    public const string BackInStockRequested = "Back In Stock Requested";

    /// <summary>An event by which somebody asks to be told when a product becomes cheaper.</summary>
    public const string PriceAlertRequested = "Price Alert Requested";

    /// <summary>The changes after a time and up to another, of products that can be had now. Products keep when their prices and stocks changed: nothing need be remembered of them.</summary>
    public static IEnumerable<ProductChange> Between(CatalogSnapshot catalog, DateTimeOffset after, DateTimeOffset until)
    {
        foreach (Product product in catalog.Products.Values.Where(product => product.IsAvailable))
        {
            if (product.StockHistory is { Count: > 1 } stocks && stocks[^1].Stock > 0 && stocks[^2].Stock <= 0 && stocks[^1].At > after && stocks[^1].At <= until)
                yield return new ProductChange(product.ProductId, null, stocks[^1].At);
            if (product.PriceHistory is { Count: > 1 } prices && prices[^1].Price < prices[^2].Price && prices[^1].At > after && prices[^1].At <= until)
                yield return new ProductChange(product.ProductId, 100 * (1 - (prices[^1].Price / prices[^2].Price)), prices[^1].At);
        }
    }

    /// <summary>Whether a trigger is about such a change.</summary>
    public static bool Fits(Trigger trigger, ProductChange change) => trigger switch
    {
        PriceDropTrigger drop => change.Fall >= drop.Percent,
        BackInStockTrigger => change.Fall is null,
        _ => false,
    };

    /// <summary>The products that somebody waits for by an event: those put into a cart or on a wish list, asked for, or looked at while there were none.</summary>
    public static IEnumerable<string> WatchedBy(ShopEvent shopEvent, CatalogSnapshot catalog)
    {
        if (shopEvent.Event is BackInStockRequested or PriceAlertRequested) return Interactions.ProductIdOf(shopEvent.Properties) is { } asked ? [asked] : [];
        return Interactions.Of(shopEvent)
            .Where(one => one.Kind is InteractionKind.CartAdd or InteractionKind.WishlistAdd || (one.Kind.IsLook() && catalog.Find(one.ProductId) is { IsAvailable: false }))
            .Select(one => one.ProductId);
    }
}
