using Personalization.Catalog;

namespace Personalization.Recommendations.Shelves;

/// <summary>What a tag of a creative names.</summary>
internal enum TagKind
{
    Category,
    Brand,
    Attribute,
}

/// <summary>A tag of a creative as numbers of the catalog.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Number">Number of the category, brand or attribute.</param>
/// <param name="Text">As it was written.</param>
internal readonly record struct CreativeTag(TagKind Kind, int Number, string Text);

/// <summary>The tags of all creatives; those that no product has are left out, since nobody can have dealt with any.</summary>
internal sealed class CreativeTags
{
    private readonly Dictionary<int, CreativeTag[][]> tags = [];

    private CreativeTags()
    {
    }

    /// <summary>The tags of these products' creatives; null where there are none.</summary>
    /// <param name="products">The products.</param>
    /// <param name="categories">Their categories.</param>
    /// <param name="brand">The brand of each.</param>
    /// <param name="attributes">Numbers of attributes with their values.</param>
    public static CreativeTags? Of(Product[] products, CategoryTree categories, int[] brand, IReadOnlyDictionary<string, int> attributes)
    {
        if (!Array.Exists(products, product => product.Creatives is { Count: > 0 })) return null;
        Dictionary<string, int> brands = new(StringComparer.Ordinal);
        for (int number = 0; number < products.Length; number++)
            if (products[number].Brand is { } name) brands[name] = brand[number];
        CreativeTags all = new();
        for (int number = 0; number < products.Length; number++)
            if (products[number].Creatives is { Count: > 0 } creatives)
                all.tags[number] = [.. creatives.Take(Creative.Most).Select(creative => Known(creative, categories, brands, attributes))];
        return all;
    }

    /// <summary>The tags of each creative of a product; null where it has none.</summary>
    public CreativeTag[][]? Of(int product) => tags.GetValueOrDefault(product);

    private static CreativeTag[] Known(Creative creative, CategoryTree categories, Dictionary<string, int> brands, IReadOnlyDictionary<string, int> attributes) =>
    [
        .. (creative.Tags ?? new Dictionary<string, string>()).OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => tag.Key switch
        {
            "category" => new CreativeTag(TagKind.Category, categories.Find(tag.Value), $"category:{tag.Value}"),
            "brand" => new CreativeTag(TagKind.Brand, brands.GetValueOrDefault(tag.Value, -1), $"brand:{tag.Value}"),
            _ => new CreativeTag(TagKind.Attribute, attributes.GetValueOrDefault($"{tag.Key}:{tag.Value}", -1), $"{tag.Key}:{tag.Value}"),
        }).Where(tag => tag.Number >= 0),
    ];
}
