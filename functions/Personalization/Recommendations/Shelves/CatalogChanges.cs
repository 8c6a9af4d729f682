using Personalization.Catalog;

namespace Personalization.Recommendations.Shelves;

/// <summary>Something that happened to a product.</summary>
/// <param name="At">When.</param>
/// <param name="Score">How much it is worth telling.</param>
internal readonly record struct CatalogChange(DateTimeOffset At, float Score);

/// <summary>What the history of a product tells.</summary>
internal static class CatalogChanges
{
    // A price raised for a day and lowered again is no reduction: what counts is the lowest price of the thirty days before.
    private static readonly TimeSpan Before = TimeSpan.FromDays(30);

    /// <summary>A price now below the lowest of the thirty days before it fell, scored by the part taken off.</summary>
    public static CatalogChange? PriceDrop(Product product)
    {
        if (product.Price is not { } now || product.PriceHistory is not { Count: > 1 } history || history[^1].Price != now) return null;
        DateTimeOffset at = history[^1].At;
        decimal lowest = decimal.MaxValue;
        for (int place = history.Count - 2; place >= 0; place--)
        {
            lowest = Math.Min(lowest, history[place].Price);
            if (history[place].At <= at - Before) break; // It held until then, so within those days.
        }
        return now < lowest ? new CatalogChange(at, (float)(1 - (now / lowest))) : null;
    }

    /// <summary>Stock again after there was none, scored by when, so that the latest comes first.</summary>
    public static CatalogChange? BackInStock(Product product)
    {
        if (product is not { IsAvailable: true, StockHistory: { Count: > 1 } history }) return null;
        for (int place = history.Count - 1; place > 0 && history[place].Stock > 0; place--)
            if (history[place - 1].Stock == 0) return new CatalogChange(history[place].At, AssortmentBuilder.DayOf(history[place].At));
        return null;
    }
}
