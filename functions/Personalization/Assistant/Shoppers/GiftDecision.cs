using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>Decides what a present may be: of all that is told of somebody, what the shop has anything of.</summary>
internal static class GiftDecision
{
    /// <summary>The wish with what the person likes; where that is not to be had at the price, with what is sold beside it.</summary>
    public static ShopperWish Of(Asked asked, ShopperWish wish, IReadOnlyList<Word> content)
    {
        string liked = string.Join(' ', content.Where(asked.Search.HasOrMeans).Select(word => word.Surface));
        if (liked.Length == 0) return wish with { Text = null };
        ShopperWish named = wish with { Text = liked };
        if ((wish.MinPrice ?? wish.MaxPrice) is null || Meets(asked, named)) return named;
        string? category = asked.Search.Search(new CatalogQuery(liked, 1)).Hits.FirstOrDefault()?.Product.Category;
        return (category is null ? [] : new[] { category, category.Split('/')[0].Trim() })
            .Select(one => wish with { Text = null, Category = one }).FirstOrDefault(one => Meets(asked, one)) ?? named;
    }

    private static bool Meets(Asked asked, ShopperWish wish) => asked.Search.Search(WishQueries.Of(wish, 1) with { Relax = false }).Total > 0;
}
