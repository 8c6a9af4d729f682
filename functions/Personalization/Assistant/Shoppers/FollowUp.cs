using System.Collections.Immutable;
using Personalization.Catalog;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>Questions that go on with the list shown before: "cheaper ones", "in blue", "more".</summary>
internal static class FollowUp
{
    private const decimal Cent = 0.01m;

    /// <summary>The wish of a question that narrows or moves the last list; null where the question begins something new.</summary>
    public static ShopperWish? Of(Asked asked, string intent, bool hasContent)
    {
        if (hasContent || Base(asked) is not { } last) return null;
        ShopperWish slots = asked.Slots;
        ShopperWish merged = last with
        {
            Step = intent is Intents.Cheaper or Intents.Dearer or Intents.More ? intent : null,
            Brand = slots.Brand ?? last.Brand, Color = slots.Color ?? last.Color, Material = slots.Material ?? last.Material, Size = slots.Size ?? last.Size,
            MinPrice = slots.MinPrice ?? (slots.MaxPrice is null ? last.MinPrice : null), MaxPrice = slots.MaxPrice ?? (slots.MinPrice is null ? last.MaxPrice : null),
            Currency = slots.Currency ?? last.Currency, Recipient = slots.Recipient ?? last.Recipient, Occasion = slots.Occasion ?? last.Occasion, Products = last.Intent is Intents.Similar or Intents.GoesWith ? last.Products : [],
        };
        ImmutableArray<string> shown = asked.LastWish is { Products.Length: > 0 } || asked.LastList is not { } list ? asked.Shown : list.Shown;
        decimal[] prices = [.. shown.Select(asked.Search.Catalog.Find).OfType<Product>().Select(product => product.Price).OfType<decimal>()];
        return intent switch
        {
            Intents.Cheaper when slots.MaxPrice is null && prices.Length > 0 => merged with { MinPrice = null, MaxPrice = prices.Min() - Cent, Order = SearchOrder.Relevance },
            Intents.Dearer when slots.MinPrice is null && prices.Length > 0 => merged with { MaxPrice = null, MinPrice = prices.Max() + Cent },
            Intents.Cheapest => merged with { Order = SearchOrder.PriceUp },
            Intents.Dearest => merged with { Order = SearchOrder.PriceDown },
            Intents.Bestsellers => merged with { Order = SearchOrder.Popular },
            Intents.New => merged with { Order = SearchOrder.Newest },
            Intents.More => merged with { Exclude = [.. last.Exclude.Union(asked.Shown).Union(shown)] },
            _ when slots.Narrows && IsOf(last) && IsNone(asked, merged) => Newest(last, slots),
            _ when slots.Narrows || (slots.Recipient ?? slots.Occasion) is not null && last.Intent is Intents.Gift => merged,
            _ => null,
        };
    }

    private static bool IsOf(ShopperWish last) => last.Intent is Intents.Search && last.Text is not null;

    private static bool IsNone(Asked asked, ShopperWish wish) => asked.Search.Search(WishQueries.Of(wish, 1) with { Relax = false }).Total == 0;

    // Where nothing meets the old wishes and the new one, the new one counts.
    private static ShopperWish Newest(ShopperWish last, ShopperWish slots) => slots with { Intent = last.Intent, Text = last.Text, Category = last.Category, Products = [] };

    // After a question about one product the list is of products like it.
    private static ShopperWish? Base(Asked asked)
    {
        if (asked.LastWish is not { } last || asked.Shown.IsEmpty && !Intents.IsList(last.Intent)) return null;
        if (asked.LastList is { } list && (Intents.IsList(last.Intent) || asked.Shown.All(list.Shown.Contains))) return list.Wish;
        string? spoken = last.Products is [string one, ..] ? one : asked.Shown is [string first, ..] ? first : null;
        if (spoken is null || asked.Search.Catalog.Find(spoken) is not { } product) return null;
        return new ShopperWish(Intents.Search) { Text = KindOf(product), Exclude = ImmutableArray<string>.Empty };
    }

    // Its name without the colour: of the same kind and series in another colour or size.
    private static string KindOf(Product product)
    {
        IReadOnlyList<Word> words = Words.Of(product.Name);
        HashSet<int> colors = [.. AttributeWords.Colors.In(words).Select(one => one.At)];
        return string.Join(' ', words.Where((_, place) => !colors.Contains(place)).Select(word => word.Surface));
    }
}
