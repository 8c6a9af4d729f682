using Personalization.Catalog;

namespace Personalization.Offers;

/// <summary>
/// The price that a reduction is measured by: the lowest of the 30 days before it (Directive 98/6/EC, article 6a). A higher "was" would be a reduction
/// that nobody gets.
/// </summary>
public static class PriorPrice
{
    /// <summary>How far it looks back.</summary>
    public static readonly TimeSpan Days = TimeSpan.FromDays(30);

    /// <summary>The lowest price that a product has had in the 30 days before a moment, that which was in force when they began included; null where no price is known.</summary>
    public static decimal? Lowest(Product product, DateTimeOffset at)
    {
        decimal? before = null, lowest = null;
        foreach (PricePoint point in product.PriceHistory ?? [])
        {
            if (point.At > at) break;
            if (point.At <= at - Days) before = point.Price;
            else if (!(point.Price >= lowest)) lowest = point.Price;
        }
        decimal? known = before is { } first && !(first >= lowest) ? first : lowest;
        // A product without a history has had the price that it has.
        return known ?? product.Price;
    }

    /// <summary>What may be said that products have cost before: no more than their lowest prices together; null where one is not known.</summary>
    public static decimal? Lowest(IEnumerable<Product> products, DateTimeOffset at)
    {
        decimal sum = 0;
        foreach (Product one in products)
        {
            if (Lowest(one, at) is not { } price) return null;
            sum += price;
        }
        return sum;
    }
}
