using System.Collections.Immutable;
using Personalization.Common;
using Personalization.Events;

namespace Personalization.Profiles;

/// <summary>Collects orders from the events about them, whichever of those comes first.</summary>
internal sealed class OrderBuilder(Profile start)
{
    private readonly Dictionary<string, Order> orders = start.Orders.ToDictionary(order => order.OrderId, StringComparer.Ordinal);
    private readonly ImmutableSortedSet<ulong>.Builder olderIds = start.OlderOrderIds.ToBuilder();
    private readonly ImmutableSortedDictionary<string, decimal>.Builder olderRevenue = start.OlderRevenue.ToBuilder();

    public long OlderOrders { get; private set; } = start.OlderOrders;

    public ImmutableSortedDictionary<string, decimal> OlderRevenue => olderRevenue.ToImmutable();

    public ImmutableSortedSet<ulong> OlderOrderIds => olderIds.ToImmutable();

    public void Add(ShopEvent shopEvent, ulong eventId)
    {
        if (OrderReader.Read(shopEvent, eventId) is not { } order) return;
        if (!olderIds.Contains(StableHash.Of(order.OrderId))) Add(order);
        // What a moved order said is in the totals already; of what comes late only money paid back still counts.
        else if (order.Refunds.Values.FirstOrDefault() is { } back) AddRevenue(OrderReader.Currency(shopEvent), -back);
    }

    public void Add(Profile other)
    {
        foreach (Order order in other.Orders.Where(order => !olderIds.Contains(StableHash.Of(order.OrderId)))) Add(order);
        OlderOrders += other.OlderOrders;
        foreach ((string currency, decimal revenue) in other.OlderRevenue) AddRevenue(currency, revenue);
        foreach (string moved in orders.Keys.Where(orderId => other.OlderOrderIds.Contains(StableHash.Of(orderId))).ToArray()) orders.Remove(moved);
        olderIds.UnionWith(other.OlderOrderIds);
    }

    /// <summary>The newest orders; the rest moves into the totals.</summary>
    public ImmutableArray<Order> Newest()
    {
        Order[] all = [.. orders.Values.OrderByDescending(order => order.PlacedAt).ThenByDescending(order => order.OrderId, StringComparer.Ordinal)];
        foreach (Order old in all.Skip(ProfileLimits.Orders)) Move(old);
        while (olderIds.Count > ProfileLimits.OlderOrderIds) olderIds.Remove(olderIds.Max);
        return [.. all.Take(ProfileLimits.Orders)];
    }

    private void Move(Order old)
    {
        orders.Remove(old.OrderId);
        if (old.Said is not { } said) return;
        OlderOrders++;
        olderIds.Add(StableHash.Of(old.OrderId));
        AddRevenue(said.Currency, old.NetRevenue());
    }

    private void AddRevenue(string? currency, decimal revenue) => olderRevenue[currency ?? ""] = olderRevenue.GetValueOrDefault(currency ?? "") + revenue;

    private void Add(Order order) => orders[order.OrderId] = orders.TryGetValue(order.OrderId, out Order? known) ? Joined(known, order) : order;

    private static Order Joined(Order one, Order other) => new(
        one.OrderId,
        one.PlacedAt < other.PlacedAt ? one.PlacedAt : other.PlacedAt,
        Newer(one.Said, other.Said),
        Earlier(one.CancelledAt, other.CancelledAt),
        Bounded(one.Refunds.SetItems(other.Refunds)))
    {
        DeliveredAt = Earlier(one.DeliveredAt, other.DeliveredAt),
        ShippedAt = one.ShippedAt > other.ShippedAt ? one.ShippedAt : other.ShippedAt ?? one.ShippedAt,
        Promise = Newer(one.Promise, other.Promise),
        Delay = Newer(one.Delay, other.Delay),
    };

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    private static OrderStatement? Newer(OrderStatement? one, OrderStatement? other)
    {
        if (one is null || other is null) return one ?? other;
        return (one.At, one.EventId).CompareTo((other.At, other.EventId)) >= 0 ? one : other;
    }

    private static OrderPromise? Newer(OrderPromise? one, OrderPromise? other)
    {
        if (one is null || other is null) return one ?? other;
        return (one.At, one.EventId).CompareTo((other.At, other.EventId)) >= 0 ? one : other;
    }

    // Those of the smallest ids stay: which those are does not depend on the order of arrival.
    private static ImmutableSortedDictionary<ulong, decimal?> Bounded(ImmutableSortedDictionary<ulong, decimal?> refunds) =>
        refunds.Count <= ProfileLimits.OrderRefunds ? refunds : refunds.Take(ProfileLimits.OrderRefunds).ToImmutableSortedDictionary();
}
