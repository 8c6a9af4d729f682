using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Common;
using Personalization.Events;

namespace Personalization.Profiles;

/// <summary>Reads what one event says of an order.</summary>
internal static class OrderReader
{
    // As Shopify's fulfilment events call it; Segment's spec has no word for it.
    private const string DueProperty = "estimated_delivery_at";

    private static readonly TimeSpan FurthestDue = TimeSpan.FromDays(730);

    private static readonly ImmutableSortedDictionary<ulong, decimal?> NoRefunds = ImmutableSortedDictionary<ulong, decimal?>.Empty;

    /// <summary>The order as this event alone tells it, or null for an event about something else.</summary>
    public static Order? Read(ShopEvent shopEvent, ulong eventId)
    {
        if (shopEvent.Event is not (EventNames.OrderCompleted or EventNames.OrderUpdated or EventNames.OrderRefunded or EventNames.OrderCancelled
            or EventNames.OrderDelivered or EventNames.OrderShipped or EventNames.OrderDelayed)) return null;
        if (shopEvent.Properties.ValueKind is not JsonValueKind.Object) return null;
        OrderPromise said = new(shopEvent.Timestamp, eventId, DueAt(shopEvent));
        Order order = new(IdOf(shopEvent), shopEvent.Timestamp, null, null, NoRefunds) { Promise = said.DueAt is null ? null : said };
        return shopEvent.Event switch
        {
            EventNames.OrderRefunded => order with { Refunds = NoRefunds.Add(eventId, Refund(shopEvent)) },
            EventNames.OrderCancelled => order with { CancelledAt = shopEvent.Timestamp },
            EventNames.OrderDelivered => order with { DeliveredAt = shopEvent.Timestamp, Promise = null },
            EventNames.OrderShipped => order with { ShippedAt = shopEvent.Timestamp },
            EventNames.OrderDelayed => order with { Delay = said },
            _ => order with { Said = Statement(shopEvent, eventId) },
        };
    }

    /// <summary>The event's currency as ISO 4217 has it, or null.</summary>
    public static string? Currency(ShopEvent shopEvent) =>
        Interactions.Text(shopEvent.Properties, "currency") is { Length: 3 } code && code.All(char.IsAsciiLetter) ? code.ToUpperInvariant() : null;

    /// <summary>The id by which a profile knows the order of an event.</summary>
    public static string IdOf(ShopEvent shopEvent)
    {
        string? id = Interactions.Text(shopEvent.Properties, "order_id");
        // An order without an id is one of its own.
        if (string.IsNullOrWhiteSpace(id)) return "event-" + shopEvent.MessageId;
        return id.Length <= ProfileLimits.OrderIdLength ? id : "hash-" + StableHash.Hex(id);
    }

    // A day that nobody can mean is none.
    private static DateTimeOffset? DueAt(ShopEvent shopEvent) =>
        EventFields.Time(shopEvent.Properties, DueProperty, null) is { } due && (due - shopEvent.Timestamp).Duration() <= FurthestDue ? due : null;

    private static OrderStatement? Statement(ShopEvent shopEvent, ulong eventId)
    {
        OrderLine[] lines = [.. Interactions.Lines(shopEvent.Properties)];
        decimal? revenue = Interactions.Number(shopEvent.Properties, "revenue") ?? Total(shopEvent);
        // An update of something else, such as a status, says nothing of what was ordered.
        if (shopEvent.Event is EventNames.OrderUpdated && revenue is null && lines.Length == 0) return null;
        return new OrderStatement(
            shopEvent.Timestamp, eventId, revenue ?? Sum(lines), Currency(shopEvent), [.. lines.Take(ProfileLimits.OrderLines)])
        {
            Discount = Interactions.Number(shopEvent.Properties, "discount"),
            Coupon = Coupon(shopEvent),
        };
    }

    private static string? Coupon(ShopEvent shopEvent) =>
        Interactions.Text(shopEvent.Properties, "coupon") is not { } coupon || string.IsNullOrWhiteSpace(coupon) ? null
        : coupon.Length <= ProfileLimits.CouponLength ? coupon : "hash-" + StableHash.Hex(coupon);

    /// <summary>What was paid back: the total, or the listed products; null for the whole order when the event names neither.</summary>
    private static decimal? Refund(ShopEvent shopEvent)
    {
        if (Total(shopEvent) is { } total) return total;
        OrderLine[] lines = [.. Interactions.Lines(shopEvent.Properties)];
        return lines.Length == 0 ? null : Sum(lines);
    }

    private static decimal? Total(ShopEvent shopEvent) => Interactions.Number(shopEvent.Properties, "total") ?? Interactions.Number(shopEvent.Properties, "value");

    private static decimal Sum(OrderLine[] lines) => Math.Min(lines.Sum(line => line.Quantity * (line.Price ?? 0)), EventLimits.LargestNumber);
}
