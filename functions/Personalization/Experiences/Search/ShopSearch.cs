using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Personalization.Catalog;
using Personalization.Catalog.Search;
using Personalization.Experiences.Content;
using Personalization.Experiences.Ordering;
using Personalization.Recommendations;

namespace Personalization.Experiences.Search;

/// <summary>What somebody looks for.</summary>
/// <param name="Query">Words and wishes.</param>
/// <param name="Offset">How many of the first are left out.</param>
/// <param name="Limit">How many at most.</param>
public sealed record ShopQuery(CatalogQuery Query, int Offset, int Limit)
{
    /// <summary>Values that attributes must have, whatever their letters' case.</summary>
    public ImmutableSortedDictionary<string, string> Attributes { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Products looked at in this visit.</summary>
    public ImmutableArray<string> Session { get; init; } = [];
}

/// <summary>What was found.</summary>
/// <param name="DecisionId">Names all that it is made from, signed.</param>
/// <param name="IsPersonal">Whether the order goes by what is known of the visitor.</param>
/// <param name="Items">Those asked for, in order.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Facets">What there is among all of them.</param>
/// <param name="Found">How the words were taken.</param>
public sealed record ShopFindings(string DecisionId, bool IsPersonal, ImmutableArray<Product> Items, int Total, SearchFacets Facets, SearchAnswer Found);

/// <summary>Searches the shop for somebody: what fits the words best, what they lean to a few places higher.</summary>
public static class ShopSearch
{
    // Whoever goes on beyond that many does not look for what they like.
    private const int Window = 200;

    /// <summary>Finds. The same query in the same context has the same answer.</summary>
    /// <param name="search">The index; made from a catalog that may be a moment older than the shelf's.</param>
    /// <param name="asked">What is looked for.</param>
    /// <param name="context">The shop and the visitor.</param>
    public static ShopFindings Find(ProductSearch search, ShopQuery asked, RecommendationContext context)
    {
        SearchAnswer found = search.Search(asked.Query with { Limit = int.MaxValue });
        CatalogSnapshot now = context.Shelf.Catalog;
        // What has left the shop since the index was made is not shown.
        List<Product> products = [.. found.Hits.Select(hit => now.Find(hit.Product.ProductId)).OfType<Product>().Where(product => Has(product, asked.Attributes))];
        bool isPersonal = false;
        if (asked.Query.Order is SearchOrder.Relevance && context.Visitor is not null && asked.Offset < Window)
            (products, isPersonal) = Personal(products, asked, context);
        string version = search.Catalog.Version;
        return new ShopFindings(
            PageDecider.Sign(Inputs(asked, context, version), new PageContext(context, context.At), "search", "search", isPersonal ? "personal" : "shop"), isPersonal,
            [.. products.Skip(asked.Offset).Take(asked.Limit)], products.Count, SearchFacets.Of(products), found);
    }

    private static (List<Product> Products, bool IsPersonal) Personal(List<Product> products, ShopQuery asked, RecommendationContext context)
    {
        Leanings leanings = Leanings.Of(context.Profile, context.Shelf.Assortment, context.At).With(asked.Session);
        if (leanings.IsEmpty) return (products, false);
        ImmutableArray<string> first = [.. products.Take(Window).Select(product => product.ProductId)];
        ImmutableArray<string> ordered = ProductOrder.Search(first, leanings, context.Shelf.Assortment);
        return ordered.SequenceEqual(first) ? (products, false) : ([.. ordered.Select(id => context.Shelf.Catalog.Find(id)!), .. products.Skip(Window)], true);
    }

    private static bool Has(Product product, ImmutableSortedDictionary<string, string> wanted)
    {
        foreach ((string name, string value) in wanted)
            if (product.Attributes is not { } all || !all.Any(one => one.Key.Equals(name, StringComparison.OrdinalIgnoreCase) && one.Value.Trim().Equals(value, StringComparison.OrdinalIgnoreCase))) return false;
        return true;
    }

    private static string Inputs(ShopQuery asked, RecommendationContext context, string version)
    {
        CatalogQuery query = asked.Query;
        StringBuilder text = new(256);
        text.Append(CultureInfo.InvariantCulture, $"{query.Text}\n{query.Category}\n{query.Brand}\n{query.Color}\n{query.Size}\n{query.Material}\n{query.MinPrice} {query.MaxPrice} {query.InStock} {query.Relax} {query.Order}\n");
        text.Append(CultureInfo.InvariantCulture, $"{asked.Offset} {asked.Limit}\n{version} {context.Shelf.Catalog.Version}\n{context.Profile?.Key.Value} {context.Profile?.LastSeen?.UtcTicks} {context.Profile?.Seen.Events.Count}\n");
        foreach ((string name, string value) in asked.Attributes) text.Append(CultureInfo.InvariantCulture, $"{name}={value}\n");
        return text.AppendJoin('\n', asked.Session).ToString();
    }
}
