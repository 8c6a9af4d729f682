using System.Text.Json;
using Personalization.Events;
using Personalization.Functions.Profiles.Staff;
using Personalization.Profiles;
using Personalization.Profiles.Wishes;

namespace Personalization.Functions.Profiles;

/// <summary>A profile on the wire.</summary>
internal sealed record ProfileBody(
    string Id, IReadOnlyList<string> Devices, string? FirstSeen, string? LastSeen, IReadOnlyDictionary<string, TraitBody> Traits,
    IReadOnlyDictionary<string, long> EventCounts, IReadOnlyList<CartLineBody> Cart, OrderTotals OrderTotals, IReadOnlyList<OrderBody> Orders,
    IReadOnlyList<InteractionBody> Interactions,
    IReadOnlyList<WishListBody> WishLists, IReadOnlyList<WishBody> SavedForLater, IReadOnlyDictionary<string, JsonElement> Sizes, string? Locale,
    ConsentsBody Consents, StaffBody Staff)
{
    public static ProfileBody From(Profile profile, DateTimeOffset now) => new(
        profile.Key.Address, profile.Devices, Text(profile.FirstSeen), Text(profile.LastSeen),
        profile.Traits.ToDictionary(trait => trait.Key, trait => TraitBody.From(trait.Value) with { Expired = Scores.IsOver(profile, trait.Key, now) ? true : null }), profile.EventCounts,
        [.. Personalization.Profiles.Cart.Of(profile).Select(line => new CartLineBody(line.Key, line.Value))], OrderTotals.From(profile),
        [.. profile.Orders.Select(OrderBody.From)], [.. profile.Interactions.Select(InteractionBody.From)],
        [.. WishList.Of(profile).Select(WishListBody.From)], [.. WishList.SavedOf(profile).Select(WishBody.From)], PersonTraits.Sizes(profile),
        PersonTraits.Text(profile, PersonTraits.Locale), ConsentsBody.From(profile), StaffBody.From(profile.Staff, now));

    private static string? Text(DateTimeOffset? time) => time is { } known ? EventCodec.Text(known) : null;
}

/// <summary>A trait, how it is known, and where from: the source, who said so, what for and how sure it is, each where told.</summary>
internal sealed record TraitBody(JsonElement Value, string At, string Origin, SourceBody? Source, string? By, string? Purpose, double? Confidence)
{
    /// <summary>True for a score that no longer counts.</summary>
    public bool? Expired { get; init; }

    public static TraitBody From(Trait trait) => new(
        trait.Value, EventCodec.Text(trait.At),
        trait.Origin switch
        {
            TraitOrigin.Declared => "declared",
            TraitOrigin.Observed => "observed",
            _ => "inferred",
        },
        trait.Source is { } source ? new SourceBody(source.Kind, source.Id) : null, trait.Source?.By, trait.Source?.Purpose, trait.Source?.Confidence);
}

/// <summary>Where a statement comes from: what kind of source, and which one.</summary>
internal sealed record SourceBody(string Kind, string? Id);

/// <summary>A wish list.</summary>
internal sealed record WishListBody(string? Id, string? Name, string LastChange, IReadOnlyList<WishBody> Products)
{
    public static WishListBody From(WishList list) =>
        new(list.Id.Length == 0 ? null : list.Id, list.Name, EventCodec.Text(list.LastChange), [.. list.Products.Select(WishBody.From)]);
}

/// <summary>A product that is wished for, and since when.</summary>
internal sealed record WishBody(string ProductId, string At)
{
    public static WishBody From(KeyValuePair<string, DateTimeOffset> one) => new(one.Key, EventCodec.Text(one.Value));
}

/// <summary>What the person has said to purposes, and to messages by channel and list.</summary>
internal sealed record ConsentsBody(IReadOnlyDictionary<string, string> Purposes, IReadOnlyDictionary<string, string> Messages)
{
    public static ConsentsBody From(Profile profile) => new(PersonTraits.Texts(profile, PersonTraits.Consent), PersonTraits.Texts(profile, PersonTraits.Subscription));
}

/// <summary>A product in the cart.</summary>
internal sealed record CartLineBody(string ProductId, int Quantity);

/// <summary>All orders together: how many, and what they brought in each currency after refunds.</summary>
internal sealed record OrderTotals(long Count, IReadOnlyDictionary<string, decimal> Revenue)
{
    public static OrderTotals From(Profile profile)
    {
        SortedDictionary<string, decimal> revenue = new(profile.OlderRevenue.ToDictionary(), StringComparer.Ordinal);
        foreach (Order order in profile.Orders)
        {
            string currency = order.Said?.Currency ?? "";
            revenue[currency] = revenue.GetValueOrDefault(currency) + order.NetRevenue();
        }
        return new OrderTotals(profile.OlderOrders + profile.Orders.Count(order => order.Said is not null), revenue);
    }
}

/// <summary>An order.</summary>
internal sealed record OrderBody(string OrderId, string PlacedAt, decimal NetRevenue, string? Currency, bool Cancelled, IReadOnlyList<OrderLineBody> Lines)
{
    public static OrderBody From(Order order) => new(
        order.OrderId, EventCodec.Text(order.PlacedAt), order.NetRevenue(), order.Said?.Currency, order.CancelledAt is not null,
        [.. (order.Said?.Lines ?? []).Select(line => new OrderLineBody(line.ProductId, line.Quantity, line.Price))])
    {
        ShippedAt = Time(order.ShippedAt),
        DueAt = Time(order.Promise?.DueAt),
        DelayedAt = Time(order.Delay?.At),
        DeliveredAt = Time(order.DeliveredAt),
    };

    public string? ShippedAt { get; init; }

    public string? DueAt { get; init; }

    public string? DelayedAt { get; init; }

    public string? DeliveredAt { get; init; }

    private static string? Time(DateTimeOffset? at) => at is { } time ? EventCodec.Text(time) : null;
}

/// <summary>A line of an order.</summary>
internal sealed record OrderLineBody(string ProductId, int Quantity, decimal? Price);

/// <summary>One thing done with a product.</summary>
internal sealed record InteractionBody(string At, string Kind, string ProductId, int Quantity, string? StoreId)
{
    public static InteractionBody From(Interaction one) => new(EventCodec.Text(one.At), one.Kind switch
    {
        InteractionKind.View => "view",
        InteractionKind.CartAdd => "cart_add",
        InteractionKind.CartRemove => "cart_remove",
        InteractionKind.Purchase => "purchase",
        InteractionKind.WishlistAdd => "wishlist_add",
        InteractionKind.WishlistRemove => "wishlist_remove",
        InteractionKind.Scan => "scan",
        _ => "refund",
    }, one.ProductId, one.Quantity, one.StoreId);
}
