using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>Wishes as queries to the catalog.</summary>
internal static class WishQueries
{
    public static CatalogQuery Of(ShopperWish wish, int limit) => new(wish.Text, limit)
    {
        Category = wish.Category, Brand = wish.Brand, Color = wish.Color, Material = wish.Material, Size = wish.Size,
        MinPrice = wish.MinPrice, MaxPrice = wish.MaxPrice, Order = wish.Order, Exclude = wish.Exclude, InStock = true, KeepPrice = wish.Step is Intents.Cheaper or Intents.Dearer,
    };
}
