using System.Collections.Frozen;
using Personalization.Catalog;
using Personalization.Catalog.Demo;
using Personalization.Catalog.Search;

namespace Personalization.Tests.Catalog.Search;

/// <summary>The demo shop's catalog with its search, made once.</summary>
public sealed class DemoCatalog
{
    public static readonly DateTimeOffset Now = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public DemoCatalog()
    {
        DemoShop shop = DemoShop.Create(7, Now);
        Dictionary<string, Product> products = [];
        foreach (ProductDescription said in shop.Guides.Concat(shop.Products))
            products[said.Product.ProductId] = ProductHistory.Describe(products.GetValueOrDefault(said.Product.ProductId), said.Product, said.At);
        Search = ProductSearch.Build(new CatalogSnapshot("demo", products.ToFrozenDictionary(StringComparer.Ordinal)));
    }

    public ProductSearch Search { get; }

    public CatalogSnapshot Catalog => Search.Catalog;

    public static ProductSearch Of(params Product[] products) => ProductSearch.Build(new CatalogSnapshot("own", products.ToFrozenDictionary(product => product.ProductId, StringComparer.Ordinal)));

    public static string Ids(SearchAnswer answer) => string.Join(' ', answer.Hits.Select(hit => hit.Product.ProductId));
}
