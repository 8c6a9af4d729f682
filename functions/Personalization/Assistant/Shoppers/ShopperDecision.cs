using System.Collections.Immutable;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>Decides what a question wants from what it may mean and what it names.</summary>
internal static class ShopperDecision
{
    private const int MostCompared = 4, MostOfContext = 5;

    public static ShopperWish Of(Asked asked, IReadOnlyList<(string Intent, double Score)> ranked)
    {
        string intent = ranked.Count > 0 ? ranked[0].Intent : Intents.Unknown;
        if (asked.LastWish is { Intent: Intents.OrderStatus } order && (asked.Slots.OrderId ?? asked.Slots.Email) is not null && intent is not (Intents.OthersData or Intents.HandOver)) return OrderWish(asked, order);
        if (asked.Slots.Email is not null && (asked.Slots.OrderId is not null || asked.Question.Of("ordering").Any()) && intent is not (Intents.OthersData or Intents.HandOver or Intents.Returns)) return OrderWish(asked, null);
        if (asked.Slots.OrderId is not null && intent is Intents.Unknown or Intents.Search or Intents.AskDetails or Intents.AskStock or Intents.Delivery or Intents.Greeting) return OrderWish(asked, null);
        if (IsGuarded(intent)) return new ShopperWish(intent);
        if (intent is Intents.OrderStatus) return OrderWish(asked, null);
        if (intent is Intents.CartAdd or Intents.CartRemove) return CartDecision.Of(asked, intent);
        // Who asks two things about a product is told all of it.
        if (Intents.IsProductQuestion(intent) && asked.Question.Of("intents").Where(match => Intents.IsProductQuestion(match.Key) && !(match.Key is Intents.AskPrice && (match.IsLoose || intent is Intents.AskPrice or Intents.AskStock))).Select(match => match.Key).Distinct().Count() > 1) intent = Intents.AskDetails;
        IReadOnlyList<Word> content = asked.Content(intent);
        string? known = asked.Known(content);
        ImmutableArray<string> places = ProductReferences.ByPlace(asked, intent);
        if (places.IsEmpty && asked.Slots.Products.IsEmpty && FollowUp.Of(asked, intent, known is not null) is { } followed) return followed;
        ShopperWish wish = asked.Slots with { Intent = intent, Text = known };
        if (places.IsEmpty && known is null && !wish.Narrows && !asked.Shown.IsEmpty && asked.Question.Of("ordinals").Any() && intent is Intents.Unknown or Intents.Search)
            return wish with { Intent = Intents.AskDetails, Missing = "product" };
        if (intent is Intents.ForMe or Intents.Search && known is null && (wish.Recipient ?? wish.Occasion) is not null) intent = Intents.Gift;
        wish = wish with { Intent = intent };
        if (intent is Intents.Fit && known is not null && wish.Size is not null) return Listed(wish);
        if (Intents.IsGuide(intent)) return wish with { Products = [.. ProductReferences.Spoken(asked, content, places, contextToo: intent is Intents.Care or Intents.Fit).Take(1)] };
        if (Intents.IsProductQuestion(intent))
        {
            ShopperWish about = About(asked, wish, content, places);
            // "How much is shipping?" is about no product of the shop's.
            return about.Products.IsEmpty && ranked.Select(one => one.Intent).FirstOrDefault(Intents.IsGuide) is { } guide ? wish with { Intent = guide, Products = [] } : about;
        }
        return intent switch
        {
            Intents.Compare => Comparison(asked, wish, content, places),
            Intents.GoesWith or Intents.Similar => Beside(asked, wish, content, places),
            Intents.Cheaper or Intents.Dearer or Intents.More => known is not null || wish.Narrows ? Listed(wish with { Order = intent is Intents.Dearer ? SearchOrder.PriceDown : intent is Intents.Cheaper ? SearchOrder.PriceUp : SearchOrder.Relevance })
                : wish with { Intent = Intents.Bestsellers, Order = SearchOrder.Relevance },
            Intents.Cheapest or Intents.Dearest => Listed(wish with { Order = intent is Intents.Cheapest ? SearchOrder.PriceUp : SearchOrder.PriceDown }),
            Intents.Bestsellers when known is not null || wish.Narrows => Listed(wish with { Order = SearchOrder.Popular }),
            Intents.New when known is not null || wish.Narrows => Listed(wish with { Order = SearchOrder.Newest }),
            Intents.ForMe when known is not null || (wish.Color ?? wish.Material ?? wish.Size ?? wish.Brand) is not null => Listed(wish),
            Intents.Greeting or Intents.Thanks or Intents.Bye or Intents.Help => known is null && !wish.Narrows ? new ShopperWish(intent) : Listed(wish),
            Intents.Gift => GiftDecision.Of(asked, wish, content),
            Intents.Search or Intents.Unknown => Looked(asked, wish, content, places),
            _ => wish,
        };
    }

    private static bool IsGuarded(string intent) => intent is Intents.Discount or Intents.HandOver or Intents.OthersData or Intents.OffTopic or Intents.CartShow;

    private static ShopperWish Listed(ShopperWish wish) => wish with { Intent = Intents.Search, Products = [] };

    private static ShopperWish Looked(Asked asked, ShopperWish wish, IReadOnlyList<Word> content, ImmutableArray<string> places)
    {
        if (!places.IsEmpty && wish.Text is null) return wish with { Intent = Intents.AskDetails, Products = places };
        if (!wish.Products.IsEmpty) return wish with { Intent = Intents.AskDetails };
        if (wish.Text is not null || wish.Narrows) return Listed(wish);
        if ((wish.Recipient ?? wish.Occasion) is not null) return wish with { Intent = Intents.Gift };
        return content.Count > 0 ? wish with { Text = string.Join(' ', content.Select(word => word.Surface)) } : wish.Intent is Intents.Search ? wish with { Intent = Intents.Bestsellers } : wish;
    }

    private static ShopperWish OrderWish(Asked asked, ShopperWish? last)
    {
        string? id = asked.Slots.OrderId ?? last?.OrderId;
        string? email = asked.Slots.Email ?? asked.Before.Reverse().Where(one => one.Role is Conversations.ChatRole.User).Take(2).Select(one => OrderReader.Email(one.Text)).FirstOrDefault(one => one is not null);
        return new ShopperWish(Intents.OrderStatus) { OrderId = id, Email = email, Missing = id is null ? "order" : email is null && asked.Caller.Verified is null ? "email" : null };
    }

    private static ShopperWish About(Asked asked, ShopperWish wish, IReadOnlyList<Word> content, ImmutableArray<string> places)
    {
        bool says = wish.Intent switch { Intents.AskSize => wish.Size is not null, Intents.AskColor => wish.Color is not null, Intents.AskMaterial => wish.Material is not null, _ => false };
        if (says && places.IsEmpty && wish.Text is not null) return Listed(wish);
        ImmutableArray<string> products = ProductReferences.Spoken(asked, content, places, contextToo: true);
        if (!products.IsEmpty) return wish with { Products = [.. products.Take(MostOfContext)] };
        if (wish.Text is not null || wish.Narrows) return Listed(wish);
        return content.Count > 0 ? Listed(wish with { Text = string.Join(' ', content.Select(word => word.Surface)) }) : wish with { Missing = "product" };
    }

    private static ShopperWish Comparison(Asked asked, ShopperWish wish, IReadOnlyList<Word> content, ImmutableArray<string> places)
    {
        ImmutableArray<string> products = places.Length > 1 ? places : wish.Text is not null || !wish.Products.IsEmpty ? ProductReferences.ByNames(asked, content) : [];
        if (products.Length == 1 && !asked.Shown.IsEmpty) products = [.. products.Concat(asked.Shown).Distinct(StringComparer.Ordinal).Take(2)];
        if (products.Length < 2 && wish.Text is not null)
            products = [.. asked.Search.Search(WishQueries.Of(wish, 2)).Hits.Select(hit => hit.Product.ProductId)];
        if (products.Length < 2) products = [.. (asked.Caller.ProductId is { } page ? asked.Shown.Prepend(page) : asked.Shown).Distinct(StringComparer.Ordinal).Take(asked.Question.Of("references").Any(match => match.Key == "all") ? MostCompared : 2)];
        return products.Length < 2 ? wish with { Missing = "products" } : wish with { Products = [.. products.Take(MostCompared)] };
    }

    private static ShopperWish Beside(Asked asked, ShopperWish wish, IReadOnlyList<Word> content, ImmutableArray<string> places)
    {
        ImmutableArray<string> products = ProductReferences.Spoken(asked, content, places, contextToo: true);
        if (products.IsEmpty && wish.Text is { } text) products = [.. asked.Search.Search(WishQueries.Of(wish with { Text = text }, 1)).Hits.Select(hit => hit.Product.ProductId)];
        if (products.IsEmpty && wish.Intent is Intents.Similar) return wish with { Missing = "product" };
        return wish with { Products = [.. products.Take(1)], Text = null, Color = null, Material = null, Size = null, Brand = null };
    }
}
