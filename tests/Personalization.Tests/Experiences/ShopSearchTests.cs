using System.Collections.Immutable;
using Personalization.Catalog;
using Personalization.Catalog.Search;
using Personalization.Experiences.Search;
using Personalization.Profiles;
using Personalization.Tests.Recommendations;

namespace Personalization.Tests.Experiences;

public sealed class ShopSearchTests
{
    private static readonly CatalogSnapshot Catalog = World.Snapshot(
    [
        .. Enumerable.Range(0, 12).Select(n => Shirt($"shirt-{n:00}", n % 2 == 0 ? "Plain" : "Loud", n % 3 == 0 ? "M" : "L", 10 + n)),
        World.Product("lamp", "Home") with { Name = "Lantern" },
    ]);

    private static readonly ProductSearch Index = ProductSearch.Build(Catalog);

    private static ShopFindings Find(string? text, Profile? profile = null, Func<CatalogQuery, CatalogQuery>? wishes = null, int offset = 0, int limit = 100, params (string Name, string Value)[] attributes)
    {
        CatalogQuery query = new(text, limit);
        return ShopSearch.Find(
            Index, new ShopQuery(wishes?.Invoke(query) ?? query, offset, limit) { Attributes = attributes.ToImmutableSortedDictionary(one => one.Name, one => one.Value, StringComparer.OrdinalIgnoreCase) },
            World.Context(Catalog, profile: profile));
    }

    [Fact]
    [Trait("Feature", "S82")]
    public void Find_Facets_AreOfAllThatWasFound()
    {
        ShopFindings found = Find("shirt", limit: 2);

        Assert.Equal((2, 12, 10m, 21m), (found.Items.Length, found.Total, found.Facets.LowestPrice, found.Facets.HighestPrice));
        Assert.Equal<FacetCount>([new("Loud", 6), new("Plain", 6)], found.Facets.Brands);
        Assert.Equal<FacetCount>([new("L", 8), new("M", 4)], found.Facets.Attributes["size"]);
    }

    [Fact]
    [Trait("Feature", "S82")]
    public void Find_Pages_HoldEachProductOnce()
    {
        string[] paged = [.. Enumerable.Range(0, 4).SelectMany(page => Find("shirt", Fan, offset: 3 * page, limit: 3).Items).Select(product => product.ProductId)];

        Assert.Equal(Find("shirt", Fan).Items.Select(product => product.ProductId), paged);
        Assert.Equal(12, paged.Distinct().Count());
    }

    [Fact]
    [Trait("Feature", "S82")]
    public void Find_WhoLeansToABrand_SeesItHigherAndOnlyWhereThatIsAllowed()
    {
        ShopFindings own = Find("shirt", Fan), anybody = Find("shirt");
        int place(ShopFindings found) => found.Items.Index().First(one => one.Item.Brand == "Loud").Index;

        Assert.True(place(own) < place(anybody), $"{place(own)} is before {place(anybody)}");
        Assert.Equal((true, false), (own.IsPersonal, anybody.IsPersonal));
        Assert.NotEqual(own.DecisionId, anybody.DecisionId);
        Assert.False(Find("shirt", Fan, query => query with { Order = SearchOrder.PriceUp }).IsPersonal);
    }

    [Fact]
    [Trait("Feature", "S82")]
    public void Find_TypoAndTooManyWishes_AreTold()
    {
        Assert.Equal(("lanterm", "lantern"), Assert.Single(Find("lanterm").Found.Corrected));
        Assert.Equal<string>(["brand"], Find("lantern", wishes: query => query with { Brand = "Loud" }).Found.Relaxed);
        Assert.Empty(Find("lantern", wishes: query => query with { Brand = "Loud", Relax = false }).Items);
    }

    [Fact]
    [Trait("Feature", "S82")]
    public void Find_Attribute_IsKeptTo() => Assert.Equal(4, Find("shirt", attributes: ("SIZE", "m")).Total);

    private static Profile Fan => World.Profile("u1", World.View("u1", "shirt-11", 1), World.View("u1", "shirt-11", 2));

    private static Product Shirt(string id, string brand, string size, decimal price) => World.Product(id, "Clothes") with
    {
        Name = "Shirt", Brand = brand, Price = price, Currency = "EUR", Attributes = new Dictionary<string, string> { ["size"] = size },
    };
}
