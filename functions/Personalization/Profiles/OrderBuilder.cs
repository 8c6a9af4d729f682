using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Events;

namespace Personalization.Profiles;

/// <summary>Collects orders from the events about them, whichever of those comes first.</summary>
internal sealed class OrderBuilder(Profile start)
{
    private readonly Dictionary<string, Order> orders = start.Orders.ToDictionary(order => order.OrderId, StringComparer.Ordinal);
    private readonly ImmutableSortedDictionary<string, decimal>.Builder olderRevenue = start.OlderRevenue.ToBuilder();

    public long OlderOrders { get; private set; } = start.OlderOrders;

    public ImmutableSortedDictionary<string, decimal> OlderRevenue => olderRevenue.ToImmutable();

    public void Add(ShopEvent shopEvent, ulong eventId)
    {
        if (shopEvent.Event is not (EventNames.OrderCompleted or EventNames.OrderUpdated or EventNames.OrderRefunded or EventNames.OrderCancelled)) return;
        if (shopEvent.Properties.ValueKind is not JsonValueKind.Object) return;
        // An order without an id is one of its own.
        string orderId = Interactions.Text(shopEvent.Properties, "order_id") ?? "event-" + shopEvent.MessageId;
        Add(shopEvent.Event switch
        {
            EventNames.OrderRefunded => Blank(orderId, shopEvent) with { Refunds = Blank(orderId, shopEvent).Refunds.Add(eventId, Total(shopEvent) ?? 0) },
            EventNames.OrderCancelled => Blank(orderId, shopEvent) with { CancelledAt = shopEvent.Timestamp },
            _ => Blank(orderId, shopEvent) with { Said = Statement(shopEvent, eventId) },
        });
    }

    public void Add(Profile other)
    {
        foreach (Order order in other.Orders) Add(order);
        OlderOrders += other.OlderOrders;
        foreach ((string currency, decimal revenue) in other.OlderRevenue) olderRevenue[currency] = olderRevenue.GetValueOrDefault(currency) + revenue;
    }

    /// <summary>The newest orders; the rest moves into the totals.</summary>
    public ImmutableArray<Order> Newest()
    {
        Order[] all = [.. orders.Values.OrderByDescending(order => order.PlacedAt).ThenByDescending(order => order.OrderId, StringComparer.Ordinal)];
        foreach (Order old in all.Skip(ProfileLimits.Orders))
        {
            orders.Remove(old.OrderId);
            OlderOrders++;
            string currency = old.Said?.Currency ?? "";
            olderRevenue[currency] = olderRevenue.GetValueOrDefault(currency) + old.NetRevenue();
        }
        return [.. all.Take(ProfileLimits.Orders)];
    }

    private void Add(Order order) => orders[order.OrderId] = orders.TryGetValue(order.OrderId, out Order? known) ? Joined(known, order) : order;

    private static Order Joined(Order one, Order other) => new(
        one.OrderId,
        one.PlacedAt < other.PlacedAt ? one.PlacedAt : other.PlacedAt,
        Newer(one.Said, other.Said),
        one.CancelledAt is null || other.CancelledAt < one.CancelledAt ? other.CancelledAt : one.CancelledAt,
        one.Refunds.SetItems(other.Refunds));

    private static OrderStatement? Newer(OrderStatement? one, OrderStatement? other)
    {
        if (one is null || other is null) return one ?? other;
        return (one.At, one.EventId).CompareTo((other.At, other.EventId)) >= 0 ? one : other;
    }

    private static Order Blank(string orderId, ShopEvent shopEvent) => new(orderId, shopEvent.Timestamp, null, null, ImmutableSortedDictionary<ulong, decimal>.Empty);

    private static OrderStatement Statement(ShopEvent shopEvent, ulong eventId)
    {
        Interaction[] lines = [.. Interactions.Of(shopEvent)];
        decimal revenue = Interactions.Number(shopEvent.Properties, "revenue") ?? Total(shopEvent) ?? lines.Sum(line => line.Quantity * (line.Price ?? 0));
        return new OrderStatement(shopEvent.Timestamp, eventId, revenue, Interactions.Text(shopEvent.Properties, "currency"),
            [.. lines.Take(ProfileLimits.OrderLines).Select(line => new OrderLine(line.ProductId, line.Quantity, line.Price))]);
    }

    private static decimal? Total(ShopEvent shopEvent) => Interactions.Number(shopEvent.Properties, "total") ?? Interactions.Number(shopEvent.Properties, "value");
}
