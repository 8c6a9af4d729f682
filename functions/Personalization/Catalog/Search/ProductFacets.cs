using System.Collections.Immutable;

namespace Personalization.Catalog.Search;

/// <summary>What wishes are compared with, of one product.</summary>
internal sealed class ProductFacets
{
    private static readonly char[] Separators = [';', ',', '|', '/'];

    private readonly ImmutableArray<string> colors, materials, sizes, categories;
    private readonly string? brand;

    private ProductFacets(Product product)
    {
        Product = product;
        string names = string.Join(" · ", [product.Name, .. product.Names?.Values ?? []]);
        colors = Keys(AttributeWords.Colors, product, names);
        materials = Keys(AttributeWords.Materials, product, names);
        sizes = AttributeWords.Sizes.ValueOf(product) is { } size ? [.. SizesOf(size)] : [];
        categories = product.Category is { } category ? [Words.StemsOf(category), .. category.Split('/').Select(Words.StemsOf)] : [];
        brand = product.Brand is { } name ? Words.StemsOf(name) : null;
    }

    public Product Product { get; }

    public IEnumerable<string> Sizes => sizes;

    public static ProductFacets Of(Product product) => new(product);

    /// <summary>Sizes that a value names, in the form in which they are compared.</summary>
    public static IEnumerable<string> SizesOf(string value) => value.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(SizeOf).Where(size => size.Length > 0);

    /// <summary>A size in the form in which it is compared: <c>0.75 L</c> and <c>0,75l</c> are the same.</summary>
    public static string SizeOf(string written) => Words.Fold(written).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Whether the product meets all wishes but those that are let go of.</summary>
    public bool Meets(QueryWishes wishes, IReadOnlySet<string> letGo)
    {
        bool asked(string wish, bool isWished) => isWished && !letGo.Contains(wish);
        if (Product.IsContent != wishes.Query.Content) return false;
        if (asked(Wishes.Color, wishes.Colors.Count > 0) && !colors.Any(wishes.Colors.Contains)) return false;
        if (asked(Wishes.Material, wishes.Materials.Count > 0) && !materials.Any(wishes.Materials.Contains)) return false;
        if (asked(Wishes.Size, wishes.Size is not null) && !sizes.Contains(wishes.Size!)) return false;
        if (asked(Wishes.Brand, wishes.Brand is not null) && brand != wishes.Brand) return false;
        if (asked(Wishes.Category, wishes.Category is not null) && !categories.Contains(wishes.Category!)) return false;
        if (asked(Wishes.Stock, wishes.Query.InStock) && !Product.IsAvailable) return false;
        if (asked(Wishes.Price, wishes.Query.MinPrice is not null) && !(Product.Price >= wishes.Query.MinPrice)) return false;
        if (asked(Wishes.Price, wishes.Query.MaxPrice is not null) && !(Product.Price <= wishes.Query.MaxPrice)) return false;
        return !wishes.Query.Exclude.Contains(Product.ProductId);
    }

    // What has no such attribute may still say it in its name.
    private static ImmutableArray<string> Keys(AttributeWords words, Product product, string names)
    {
        string? value = words.ValueOf(product);
        ImmutableArray<string> keys = [.. words.KeysIn(value ?? names).Distinct(StringComparer.Ordinal)];
        return keys.IsEmpty && value is not null ? [Words.StemsOf(value)] : keys;
    }
}

/// <summary>The wishes of a query in the form in which products are compared with them.</summary>
internal sealed class QueryWishes(CatalogQuery query)
{
    public CatalogQuery Query { get; } = query;

    public IReadOnlySet<string> Colors { get; } = Keys(AttributeWords.Colors, query.Color);

    public IReadOnlySet<string> Materials { get; } = Keys(AttributeWords.Materials, query.Material);

    public string? Size { get; } = query.Size is { } size ? ProductFacets.SizeOf(size) : null;

    public string? Brand { get; } = query.Brand is { } brand ? Words.StemsOf(brand) : null;

    public string? Category { get; } = query.Category is { } category ? Words.StemsOf(category) : null;

    /// <summary>Names of the wishes there are, those first that people give up most easily.</summary>
    public IReadOnlyList<string> Given { get; } = [..
        new (string Name, bool Given)[]
        {
            (Wishes.Stock, query.InStock), (Wishes.Size, query.Size is not null), (Wishes.Material, query.Material is not null), (Wishes.Color, query.Color is not null),
            (Wishes.Brand, query.Brand is not null), (Wishes.Category, query.Category is not null), (Wishes.Price, query.MinPrice is not null || query.MaxPrice is not null),
        }.Where(one => one.Given).Select(one => one.Name)];

    // Of "navy" only navy is wanted; of "blue" also navy, which says of itself that it is blue.
    private static HashSet<string> Keys(AttributeWords words, string? wish)
    {
        if (wish is null) return [];
        HashSet<string> keys = [.. words.In(Words.Of(wish)).Select(one => one.Concept.Key)];
        return keys.Count > 0 ? keys : [Words.StemsOf(wish)];
    }
}
