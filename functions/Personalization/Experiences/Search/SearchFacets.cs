using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Personalization.Catalog;

namespace Personalization.Experiences.Search;

/// <summary>A value, and how many of the products found have it.</summary>
public sealed record FacetCount(string Value, int Count);

/// <summary>What there is among products: brands, categories and values of attributes, the most frequent first, and prices.</summary>
/// <param name="Brands">Brands.</param>
/// <param name="Categories">Categories as products name them.</param>
/// <param name="Attributes">Values by the attribute's name.</param>
/// <param name="LowestPrice">The lowest price; null where none has one.</param>
/// <param name="HighestPrice">The highest price; null where none has one.</param>
public sealed record SearchFacets(
    ImmutableArray<FacetCount> Brands, ImmutableArray<FacetCount> Categories, ImmutableSortedDictionary<string, ImmutableArray<FacetCount>> Attributes, decimal? LowestPrice, decimal? HighestPrice)
{
    private const int MostValues = 20, MostAttributes = 10;

    /// <summary>Counts.</summary>
    public static SearchFacets Of(IReadOnlyCollection<Product> products)
    {
        Dictionary<string, int> brands = new(StringComparer.Ordinal), categories = new(StringComparer.Ordinal);
        Dictionary<string, Dictionary<string, int>> attributes = new(StringComparer.Ordinal);
        decimal? lowest = null, highest = null;
        foreach (Product product in products)
        {
            Count(brands, product.Brand);
            Count(categories, product.Category);
            foreach ((string name, string value) in product.Attributes ?? ImmutableDictionary<string, string>.Empty)
            {
                if (!attributes.TryGetValue(name, out Dictionary<string, int>? values)) attributes[name] = values = new(StringComparer.Ordinal);
                Count(values, value);
            }
            if (product.Price is not { } price) continue;
            if (lowest is null || price < lowest) lowest = price;
            if (highest is null || price > highest) highest = price;
        }
        return new SearchFacets(
            Most(brands), Most(categories),
            attributes.OrderByDescending(one => one.Value.Values.Sum()).ThenBy(one => one.Key, StringComparer.Ordinal).Take(MostAttributes).ToImmutableSortedDictionary(one => one.Key, one => Most(one.Value), StringComparer.Ordinal),
            lowest, highest);
    }

    private static void Count(Dictionary<string, int> counts, string? value)
    {
        if (!string.IsNullOrEmpty(value)) CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _)++;
    }

    private static ImmutableArray<FacetCount> Most(Dictionary<string, int> counts) =>
        [.. counts.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Take(MostValues).Select(one => new FacetCount(one.Key, one.Value))];
}
