namespace Personalization.Catalog;

/// <summary>A product as the shop describes it, with what its price and stock have been. Field names are wire and storage format.</summary>
public sealed record Product
{
    /// <summary>The shop's id, the same as in events; at most 100 characters.</summary>
    public required string ProductId { get; init; }

    /// <summary>Name in the shop's own language.</summary>
    public required string Name { get; init; }

    /// <summary>Plain text.</summary>
    public string? Description { get; init; }

    /// <summary>Category, levels separated by " / ", the widest first.</summary>
    public string? Category { get; init; }

    /// <summary>Brand.</summary>
    public string? Brand { get; init; }

    /// <summary>Address of the product page.</summary>
    public string? Url { get; init; }

    /// <summary>Address of the picture; may be a data: address.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>Price of one piece, in <see cref="Currency"/>.</summary>
    public decimal? Price { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get; init; }

    /// <summary>Pieces in stock; null when the shop does not say.</summary>
    public int? Stock { get; init; }

    /// <summary>Names in other languages, by BCP 47 tag.</summary>
    public IReadOnlyDictionary<string, string>? Names { get; init; }

    /// <summary>Whatever else describes it: colour, size, material ...</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>Pictures to choose from for each viewer, at most <see cref="Creative.Most"/>; <see cref="ImageUrl"/> is for where there is nobody to choose for.</summary>
    public IReadOnlyList<Creative>? Creatives { get; init; }

    /// <summary>When the catalog first saw it, UTC.</summary>
    public DateTimeOffset? AddedAt { get; init; }

    /// <summary>When the shop, or an importer on its behalf, last described it, UTC.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>True when only order lines have told of it: the shop's own description replaces it.</summary>
    public bool Imported { get; init; }

    /// <summary>Each price it has had and since when, oldest first, bounded by <see cref="ProductHistory.Limit"/>.</summary>
    public IReadOnlyList<PricePoint>? PriceHistory { get; init; }

    /// <summary>Each stock it has had and since when, oldest first, bounded by <see cref="ProductHistory.Limit"/>.</summary>
    public IReadOnlyList<StockPoint>? StockHistory { get; init; }

    /// <summary>The attribute that tells content from goods.</summary>
    public const string KindAttribute = "kind";

    /// <summary>True for guides, how-tos and the like: what has the attribute <c>kind</c> with the value <c>content</c>.</summary>
    public bool IsContent => Attributes is { } all && all.TryGetValue(KindAttribute, out string? kind) && kind.Trim().Equals("content", StringComparison.OrdinalIgnoreCase);

    /// <summary>False when the shop says that none is left.</summary>
    public bool IsAvailable => Stock is null or > 0;
}

/// <summary>A price and since when.</summary>
/// <param name="At">Since when, UTC.</param>
/// <param name="Price">Price of one piece.</param>
public sealed record PricePoint(DateTimeOffset At, decimal Price);

/// <summary>A stock and since when.</summary>
/// <param name="At">Since when, UTC.</param>
/// <param name="Stock">Pieces.</param>
public sealed record StockPoint(DateTimeOffset At, int Stock);
