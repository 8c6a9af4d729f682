using System.Collections.Frozen;

namespace Personalization.Catalog.Search;

/// <summary>The names that a catalog has: its own vocabulary for wishes.</summary>
/// <param name="Brands">Brands by the stems of their names, as the catalog writes them.</param>
/// <param name="Categories">Categories and their levels by the stems of their names, as the catalog writes them.</param>
/// <param name="Sizes">Sizes, as they are compared.</param>
public sealed record CatalogNames(FrozenDictionary<string, string> Brands, FrozenDictionary<string, string> Categories, FrozenSet<string> Sizes)
{
    internal static CatalogNames Of(IReadOnlyList<ProductFacets> facets) => new(
        ByStems(facets.Select(one => one.Product.Brand).OfType<string>()),
        ByStems(facets.Select(one => one.Product.Category).OfType<string>().Distinct(StringComparer.Ordinal).SelectMany(all => all.Split('/', StringSplitOptions.TrimEntries))),
        facets.SelectMany(one => one.Sizes).ToFrozenSet(StringComparer.Ordinal));

    private static FrozenDictionary<string, string> ByStems(IEnumerable<string> names) => names
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => KeyValuePair.Create(Words.StemsOf(name), name)).Where(one => one.Key.Length > 0)
        .DistinctBy(one => one.Key).ToFrozenDictionary(StringComparer.Ordinal);
}
