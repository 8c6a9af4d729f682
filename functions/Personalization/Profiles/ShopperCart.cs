using System.Collections.Immutable;

namespace Personalization.Profiles;

/// <summary>One of somebody's carts, as far as the kept interactions tell.</summary>
/// <param name="Id">The shop's id of it; empty for the one of a shop that names none.</param>
/// <param name="LastChange">When something was last put in or taken out by hand.</param>
/// <param name="Lines">Product ids and pieces; none in a cart that was emptied or bought.</param>
public sealed record ShopperCart(string Id, DateTimeOffset LastChange, ImmutableArray<KeyValuePair<string, int>> Lines)
{
    /// <summary>All carts that the profile tells of, the one changed last first. An order closes every cart that it comes after.</summary>
    public static ImmutableArray<ShopperCart> Of(Profile profile) =>
    [
        .. profile.Interactions.Where(one => one.IsCartChange).Select(one => one.CartId ?? "").Distinct(StringComparer.Ordinal)
            .Select(id => Of(profile, id)!).OrderByDescending(cart => cart.LastChange).ThenBy(cart => cart.Id, StringComparer.Ordinal),
    ];

    /// <summary>The cart of that id; null for one that the profile tells nothing of.</summary>
    public static ShopperCart? Of(Profile profile, string id)
    {
        Interaction[] own = [.. profile.Interactions.Where(one => IsOf(one, id))];
        if (own.FirstOrDefault(one => one.IsCartChange) is not { } last) return null;
        return new ShopperCart(id, last.At, BoughtAt(profile, last.At) is null ? [.. Cart.Of(own)] : []);
    }

    /// <summary>When the person next ordered, at that time or after; null when not. An order that names no products counts as well.</summary>
    public static DateTimeOffset? BoughtAt(Profile profile, DateTimeOffset since)
    {
        DateTimeOffset? first = null;
        foreach (Order order in profile.Orders)
            if (order.Said is not null && order.PlacedAt >= since && !(order.PlacedAt >= first)) first = order.PlacedAt;
        return first;
    }

    // What is bought leaves every cart; what a shop puts in without saying where is in the one without a name.
    private static bool IsOf(Interaction one, string id) => one.IsCartChange ? (one.CartId ?? "") == id : one.Kind is InteractionKind.Purchase;
}
