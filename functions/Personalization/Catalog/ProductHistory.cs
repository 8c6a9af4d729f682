namespace Personalization.Catalog;

/// <summary>How a product changes when it is described anew.</summary>
public static class ProductHistory
{
    /// <summary>Points kept of each history; the oldest go first.</summary>
    public const int Limit = 120;

    /// <summary>
    /// The product after a description that the shop gave at a time. A description without a price or stock leaves those as they were.
    /// What an importer saw in order lines never replaces what the shop itself said, nor an older description a newer one: both only
    /// lengthen the history. Returns the current product itself when nothing changes.
    /// </summary>
    public static Product Describe(Product? current, Product described, DateTimeOffset at)
    {
        bool outdated = current is not null && (described.Imported == current.Imported ? current.UpdatedAt > at : described.Imported);
        if (outdated) return WithHistory(current!, described, at);
        Product next = described with
        {
            // 10 and 10.00 are the same price.
            Price = described.Price is null || described.Price == current?.Price ? current?.Price : described.Price,
            Currency = described.Currency ?? current?.Currency,
            Stock = described.Stock ?? current?.Stock,
            AddedAt = Earlier(current?.AddedAt, described.AddedAt ?? at),
            UpdatedAt = current?.UpdatedAt,
            PriceHistory = Priced(current?.PriceHistory, described.Price, at),
            StockHistory = Stocked(current?.StockHistory, described.Stock, at),
        };
        return current is not null && ProductCodec.SameBytes(current, next) ? current : next with { UpdatedAt = at };
    }

    private static Product WithHistory(Product current, Product described, DateTimeOffset at)
    {
        Product next = current with
        {
            AddedAt = Earlier(current.AddedAt, at),
            PriceHistory = Priced(current.PriceHistory, described.Price, at),
            StockHistory = Stocked(current.StockHistory, described.Stock, at),
        };
        return ProductCodec.SameBytes(current, next) ? current : next;
    }

    private static DateTimeOffset Earlier(DateTimeOffset? known, DateTimeOffset other) => known < other ? known.Value : other;

    private static IReadOnlyList<PricePoint>? Priced(IReadOnlyList<PricePoint>? history, decimal? price, DateTimeOffset at) =>
        price is not { } value ? history : Inserted(history, new PricePoint(at, value), point => point.At, point => point.Price);

    private static IReadOnlyList<StockPoint>? Stocked(IReadOnlyList<StockPoint>? history, int? stock, DateTimeOffset at) =>
        stock is not { } value ? history : Inserted(history, new StockPoint(at, value), point => point.At, point => point.Stock);

    /// <summary>
    /// Keeps the order of time, since imports bring old points late, and one point for each change: what comes between two points
    /// that were one because nothing had changed does not bring the second back.
    /// </summary>
    private static IReadOnlyList<TPoint> Inserted<TPoint, TValue>(
        IReadOnlyList<TPoint>? history, TPoint point, Func<TPoint, DateTimeOffset> at, Func<TPoint, TValue> value)
    {
        List<TPoint> all = [.. history ?? []];
        int place = all.FindLastIndex(other => at(other) <= at(point)) + 1;
        if (place > 0 && Equals(value(all[place - 1]), value(point))) return history!;
        if (place > 0 && at(all[place - 1]) == at(point)) all.RemoveAt(--place);
        if (place == 0 || !Equals(value(all[place - 1]), value(point))) all.Insert(place++, point);
        if (place < all.Count && Equals(value(all[place]), value(all[place - 1]))) all.RemoveAt(place);
        return all.Count > Limit ? all[^Limit..] : all;
    }
}
