using System.Collections.Immutable;
using Personalization.Catalog;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>Decides what goes into the cart, or out of it, and how many pieces.</summary>
internal static class CartDecision
{
    public static ShopperWish Of(Asked asked, string intent)
    {
        ImmutableArray<string> places = ProductReferences.ByPlace(asked, intent);
        bool all = asked.Question.Of("references").Any(match => match.Key == "all");
        foreach (PhraseMatch place in asked.Question.Of("ordinals")) asked.Question.Use(place.Start, place.End);
        int? quantity = SlotReader.Quantity(asked.Question);
        IReadOnlyList<Word> content = asked.Content(intent);
        ShopperWish wish = asked.Slots with { Intent = intent, Quantity = quantity };
        ImmutableArray<string> products = intent is Intents.CartRemove && places.IsEmpty && InCart(asked, content) is { IsEmpty: false } inside ? inside : Meant(asked, ref content, places);
        wish = wish with { Text = asked.Known(content) };
        // "Two of them" of several products is two of one, and which only the shopper knows.
        bool several = places.Length > 1 ? quantity is null || quantity == places.Length : all && quantity is null && !products.IsEmpty;
        // "The cheapest kettle?" was asked for as one.
        if (products.Length > 1 && !several && places.IsEmpty && wish.Text is null && quantity is null or 1 && !all && asked.LastWish is { Order: SearchOrder.PriceUp or SearchOrder.PriceDown, Step: null } && products.SequenceEqual(asked.Shown)) products = products[..1];
        if (products.Length == 1 || several) return wish with { Quantity = products.Length > 1 ? null : quantity, Products = products };
        return wish with { Missing = "product", Products = wish.Text is null ? products : [] };
    }

    // "Two bottles of oil": what it is packed in is part of a name only where nothing is named without it.
    private static ImmutableArray<string> Meant(Asked asked, ref IReadOnlyList<Word> content, ImmutableArray<string> places)
    {
        ImmutableArray<string> products = ProductReferences.Spoken(asked, content, places, contextToo: true);
        if (products.Length == 1 || !places.IsEmpty) return products;
        HashSet<string> packs = [.. asked.Question.Of("packs").Where(match => match.Start > 0 && asked.Question.IsUsed(match.Start - 1)).Select(match => asked.Question.Words[match.Start].Stem)];
        Word[] bare = [.. content.Where(word => !packs.Contains(word.Stem))];
        if (bare.Length == content.Count || bare.Length == 0) return products;
        content = bare;
        return ProductReferences.Spoken(asked, bare, places, contextToo: true);
    }

    // Of what is in the cart, that which all the words fit; without words the only one, or the one that is looked at.
    private static ImmutableArray<string> InCart(Asked asked, IReadOnlyList<Word> content)
    {
        Product[] cart = [.. (asked.Caller.Cart ?? []).Select(asked.Search.Catalog.Find).OfType<Product>()];
        if (cart.Length == 0) return [];
        if (asked.Known(content) is null && !asked.Slots.Narrows) return cart.Length == 1 ? [cart[0].ProductId] : asked.Caller.ProductId is { } page && cart.Any(one => one.ProductId == page) ? [page] : [];
        SearchAnswer found = asked.Search.Search(WishQueries.Of(asked.Slots with { Text = asked.Known(content) }, int.MaxValue) with { Relax = false, InStock = false });
        return [.. found.Hits.Select(hit => hit.Product.ProductId).Where(id => cart.Any(one => one.ProductId == id))];
    }
}
