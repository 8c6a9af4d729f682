using Personalization.Assistant.Merchants;
using Personalization.Catalog;
using Personalization.Functions.Journeys.Recipes;
using Personalization.Functions.Segments;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>What things of the shop are called; the catalog's words are put in order once for each version of it.</summary>
internal sealed class MerchantShopWords(ICatalogStore catalog, SegmentEditor segments, RecipeEditor recipes) : IShopWords
{
    private volatile Known? known;

    public async ValueTask<ShopWords> CurrentAsync(CancellationToken cancellationToken)
    {
        CatalogSnapshot current = await catalog.CurrentAsync(cancellationToken);
        if (known is not { } kept || !ReferenceEquals(kept.Catalog, current)) known = kept = new Known(current, GoodsWords.Of(current));
        return new ShopWords(
            kept.Words, [.. (await segments.ListAsync(cancellationToken)).OrderByDescending(one => one.Line.Version > 0).Select(one => new ShopName(one.Segment.Id, one.Segment.Name))],
            [.. (await recipes.ListAsync(cancellationToken)).Select(one => new ShopName(one.Recipe.Id, one.Recipe.Name))]);
    }

    private sealed record Known(CatalogSnapshot Catalog, GoodsWords Words);
}
