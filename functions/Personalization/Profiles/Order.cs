using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Personalization.Profiles;

/// <summary>An order as its events tell it.</summary>
/// <param name="OrderId">The shop's id.</param>
/// <param name="PlacedAt">When the first event about it happened.</param>
/// <param name="Said">The newest statement of what was ordered, or null while only a refund or cancellation is known.</param>
/// <param name="CancelledAt">When it was cancelled.</param>
/// <param name="Refunds">What was paid back, by event; null for a refund of the whole order.</param>
public sealed record Order(
    string OrderId, DateTimeOffset PlacedAt, OrderStatement? Said, DateTimeOffset? CancelledAt, ImmutableSortedDictionary<ulong, decimal?> Refunds)
{
    /// <summary>When it was first said to have arrived; null before.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When it, or the last part of it, was said to be on its way; null before.</summary>
    public DateTimeOffset? ShippedAt { get; init; }

    /// <summary>The newest word on when it is to arrive; null where nothing says.</summary>
    public OrderPromise? Promise { get; init; }

    /// <summary>The newest word that it comes late; null where nothing says.</summary>
    public OrderPromise? Delay { get; init; }
}

/// <summary>What an event says of an order's arrival.</summary>
/// <param name="At">When it was said, UTC.</param>
/// <param name="EventId">Hash of the event.</param>
/// <param name="DueAt">When it is to arrive, UTC; null where a delay has no end yet.</param>
public sealed record OrderPromise(DateTimeOffset At, ulong EventId, DateTimeOffset? DueAt);

/// <summary>What an Order Completed or Order Updated event says.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="EventId">Hash of the event.</param>
/// <param name="Revenue">Its revenue, or total.</param>
/// <param name="Currency">ISO 4217 code, or null.</param>
/// <param name="Lines">What was bought.</param>
public sealed record OrderStatement(
    DateTimeOffset At, ulong EventId, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal Revenue, string? Currency, ImmutableArray<OrderLine> Lines)
{
    /// <summary>What was taken off the price, where the event says.</summary>
    public decimal? Discount { get; init; }

    /// <summary>The coupon that was used, where the event says.</summary>
    public string? Coupon { get; init; }
}

/// <summary>A line of an order.</summary>
/// <param name="ProductId">Product.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="Price">Price of one piece, where known.</param>
public sealed record OrderLine(string ProductId, int Quantity, decimal? Price);
