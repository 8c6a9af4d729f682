namespace Personalization.Catalog.Demo;

/// <summary>One thing that a shopper does: an event of Segment's spec, or an identify call where that is null.</summary>
internal sealed record DemoMoment(DateTimeOffset At, string? Event, string Path)
{
    /// <summary>True when the shop knows by now who it is.</summary>
    public bool IsKnown { get; init; }

    public DemoCampaign? Campaign { get; init; }

    public string? Query { get; init; }

    public DemoCategory? Category { get; init; }

    /// <summary>The one product that it is about, or those of a list, cart or order.</summary>
    public IReadOnlyList<DemoLine> Lines { get; init; } = [];

    /// <summary>Names the cart, and the order that it becomes.</summary>
    public string? Cart { get; init; }

    public string? Coupon { get; init; }

    public decimal Discount { get; init; }
}

/// <summary>A product in a shopper's hands.</summary>
internal sealed record DemoLine(DemoItem Item, int Quantity, decimal Price);
