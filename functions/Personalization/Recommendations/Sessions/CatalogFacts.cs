using Personalization.Catalog;

namespace Personalization.Recommendations.Sessions;

/// <summary>What a catalog says of products that models number.</summary>
public static class CatalogFacts
{
    /// <summary>Facts of products by their numbers. Prices count only in the currency of the first product that has one, so that they compare.</summary>
    public static ProductFacts Of(CatalogSnapshot catalog, string[] productIds)
    {
        Dictionary<string, int> categories = new(StringComparer.Ordinal);
        ProductFacts facts = new(new int[productIds.Length], new float[productIds.Length]);
        string? currency = null;
        for (int number = 0; number < productIds.Length; number++)
        {
            Product? product = catalog.Find(productIds[number]);
            facts.Categories[number] = product?.Category is { } category ? NumberOf(categories, category) : -1;
            currency ??= product?.Currency;
            facts.Prices[number] = product?.Price is { } price && product.Currency == currency ? (float)price : float.NaN;
        }
        return facts;
    }

    private static int NumberOf(Dictionary<string, int> categories, string category)
    {
        if (categories.TryGetValue(category, out int number)) return number;
        categories[category] = categories.Count;
        return categories.Count - 1;
    }
}
