using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Common;
using Personalization.Events;

namespace Personalization.Profiles.Wishes;

/// <summary>
/// Collects wishes: of each list and product the newest statement. What falls out of the bounds has enough newer statements about other
/// products before it for ever: the order of adding does not show.
/// </summary>
internal sealed class WishBuilder
{
    private readonly Dictionary<(string List, string Product), WishStatement> all = [];

    public WishBuilder(Profile start) => Add(start);

    public void Add(Profile other)
    {
        foreach (WishStatement one in Of(other)) Add(one);
    }

    public void Add(ShopEvent shopEvent)
    {
        if (shopEvent.Event is not { } name || shopEvent.Properties.ValueKind is not JsonValueKind.Object) return;
        bool removed = name is EventNames.ProductRemovedFromWishlist, saved = name is EventNames.ProductSavedForLater;
        if (!removed && !saved && name is not EventNames.ProductAddedToWishlist) return;
        string list = saved ? WishList.SavedForLater : Bounded(Interactions.Text(shopEvent.Properties, "wishlist_id"), ProfileLimits.CartIdLength) ?? "";
        string? called = saved ? null : Bounded(Interactions.Text(shopEvent.Properties, "wishlist_name"), ProfileLimits.NameLength);
        foreach (Interaction one in Interactions.Of(shopEvent)) Add(new WishStatement(one.At, one.Id, list, one.ProductId, removed, called));
    }

    public ImmutableArray<WishStatement> Build() =>
        [.. all.Values.OrderByDescending(one => one.At).ThenByDescending(one => one.EventId).Take(ProfileLimits.Wishes)];

    // Profiles that were stored before wishes were kept apart tell of them in what was done with products.
    private static IEnumerable<WishStatement> Of(Profile profile) => !profile.Wishes.IsDefault
        ? profile.Wishes
        : profile.Interactions.Where(one => one.Kind is InteractionKind.WishlistAdd or InteractionKind.WishlistRemove)
            .Select(one => new WishStatement(one.At, one.Id, "", one.ProductId, one.Kind is InteractionKind.WishlistRemove));

    private void Add(WishStatement one)
    {
        if (!all.TryGetValue((one.ListId, one.ProductId), out WishStatement? known) || (one.At, one.EventId).CompareTo((known.At, known.EventId)) > 0)
            all[(one.ListId, one.ProductId)] = one;
    }

    private static string? Bounded(string? text, int length) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Length <= length ? text : "hash-" + StableHash.Hex(text);
}
