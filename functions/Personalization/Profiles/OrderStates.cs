namespace Personalization.Profiles;

/// <summary>How an order stands.</summary>
public enum OrderState
{
    /// <summary>Placed, and nothing more is known.</summary>
    Placed = 1,

    /// <summary>On its way.</summary>
    Shipped = 2,

    /// <summary>The shop has said that it comes late.</summary>
    Delayed = 3,

    /// <summary>The day that was promised has passed, and nothing says that it has arrived.</summary>
    Overdue = 4,

    /// <summary>Arrived.</summary>
    Delivered = 5,

    /// <summary>Money was paid back.</summary>
    Refunded = 6,

    /// <summary>Cancelled.</summary>
    Cancelled = 7,
}

/// <summary>How an order stands at a time.</summary>
/// <param name="State">How.</param>
/// <param name="At">Since when, UTC.</param>
/// <param name="DueAt">When it is, or was, to arrive, UTC; null where nothing says, and once it does not matter any more.</param>
public readonly record struct OrderStanding(OrderState State, DateTimeOffset At, DateTimeOffset? DueAt)
{
    /// <summary>Whether whoever ordered it waits longer than was said.</summary>
    public bool IsLate => State is OrderState.Delayed or OrderState.Overdue;
}

/// <summary>Tells how orders stand.</summary>
public static class OrderStates
{
    /// <summary>So long after the promised time an order is overdue: a promise is a day, wherever that day is.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    /// <summary>How an order stands. A delay is over once the parcel is said to be on its way after it.</summary>
    public static OrderStanding StandingAt(this Order order, DateTimeOffset now)
    {
        if (order.CancelledAt is { } cancelled) return new(OrderState.Cancelled, cancelled, null);
        if (!order.Refunds.IsEmpty) return new(OrderState.Refunded, order.PlacedAt, null);
        if (order.DeliveredAt is { } delivered) return new(OrderState.Delivered, delivered, null);
        DateTimeOffset? due = order.DueAt();
        if (due is { } passed && passed + Grace <= now) return new(OrderState.Overdue, passed, due);
        if (order.Delay is { } delay && !(order.ShippedAt > delay.At)) return new(OrderState.Delayed, delay.At, due);
        return order.ShippedAt is { } shipped ? new(OrderState.Shipped, shipped, due) : new(OrderState.Placed, order.PlacedAt, due);
    }

    /// <summary>When it is, or was, to arrive, UTC; null where nothing says. A delay without a day takes back what was promised before it.</summary>
    public static DateTimeOffset? DueAt(this Order order) => order.Delay is { DueAt: null } open && !(order.Promise?.At > open.At) ? null : order.Promise?.DueAt;
}
