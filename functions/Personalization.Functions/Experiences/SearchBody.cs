using System.Collections.Immutable;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Experiences.Search;

namespace Personalization.Functions.Experiences;

/// <summary>What was found.</summary>
internal sealed record SearchBody(
    string DecisionId, bool Personal, int Total, int Offset, IReadOnlyList<FoundBody> Items, FacetsBody Facets, IReadOnlyList<CorrectedBody>? DidYouMean, IReadOnlyList<string>? Relaxed, IReadOnlyList<string>? Unknown)
{
    public static SearchBody From(ShopFindings found, SearchQuery query) => new(
        found.DecisionId, found.IsPersonal, found.Total, query.Asked!.Offset, [.. found.Items.Select(product => FoundBody.From(product, query.Language))], FacetsBody.From(found.Facets),
        Any(found.Found.Corrected.Select(one => new CorrectedBody(one.Written, one.Taken)).ToArray()), Any(found.Found.Relaxed), Any(found.Found.Unknown));

    private static IReadOnlyList<T>? Any<T>(IReadOnlyList<T> list) => list.Count > 0 ? list : null;
}

/// <summary>A product that was found.</summary>
internal sealed record FoundBody(string ProductId, string Name, string? Category, string? Brand, decimal? Price, string? Currency, string? Url, string? ImageUrl, bool Available)
{
    public static FoundBody From(Product product, string language) => new(
        product.ProductId, Called(product, language), product.Category, product.Brand, product.Price, product.Currency, product.Url, product.ImageUrl, product.IsAvailable);

    // The product's own name is in the shop's language: better than another one that nobody asked for.
    private static string Called(Product product, string language) =>
        language.Length > 0 && product.Names is { Count: > 0 } names && names.Keys.Any(tag => language.StartsWith(tag, StringComparison.OrdinalIgnoreCase)) ? new LocalText(names).For(language) : product.Name;
}

/// <summary>A word that was taken for another.</summary>
internal sealed record CorrectedBody(string Written, string Taken);

/// <summary>What there is among all that was found.</summary>
internal sealed record FacetsBody(
    ImmutableArray<FacetCount> Brands, ImmutableArray<FacetCount> Categories, ImmutableSortedDictionary<string, ImmutableArray<FacetCount>> Attributes, decimal? MinPrice, decimal? MaxPrice)
{
    public static FacetsBody From(SearchFacets facets) => new(facets.Brands, facets.Categories, facets.Attributes, facets.LowestPrice, facets.HighestPrice);
}
