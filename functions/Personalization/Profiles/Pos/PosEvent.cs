using System.Collections.Immutable;

namespace Personalization.Profiles.Pos;

/// <summary>What happens in a shop made of bricks. Names on the wire are lower case.</summary>
public enum PosKind
{
    /// <summary>Something was bought.</summary>
    Sale,

    /// <summary>Something was given back.</summary>
    Refund,

    /// <summary>A product was scanned by a shopper, on a shelf or in a brochure.</summary>
    Scan,
}

/// <summary>A shop made of bricks.</summary>
/// <param name="Id">The shop's id of it.</param>
/// <param name="Name">What people call it, or null.</param>
public sealed record PhysicalStore(string Id, string? Name);

/// <summary>By what a till knows somebody; all null for nobody.</summary>
/// <param name="UserId">The shop's id of a known person.</param>
/// <param name="AnonymousId">A device's id.</param>
/// <param name="LoyaltyId">The number of a card.</param>
/// <param name="Email">An e-mail address, normalised.</param>
/// <param name="Phone">A telephone number with + and the country's code.</param>
public sealed record PosPerson(string? UserId, string? AnonymousId, string? LoyaltyId, string? Email, string? Phone)
{
    /// <summary>Nobody.</summary>
    public static PosPerson Nobody { get; } = new(null, null, null, null, null);
}

/// <summary>One thing that a till or a scanner tells.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Store">Where.</param>
/// <param name="Receipt">The receipt's number, or the scan's id: with the store and the kind it names this event.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Person">Who.</param>
/// <param name="Lines">Products.</param>
public sealed record PosEvent(PosKind Kind, PhysicalStore Store, string Receipt, DateTimeOffset At, PosPerson Person, ImmutableArray<OrderLine> Lines)
{
    /// <summary>The till, or null.</summary>
    public string? Till { get; init; }

    /// <summary>The receipt of the sale that a refund is of, or null.</summary>
    public string? Of { get; init; }

    /// <summary>What was paid, or paid back; null for the sum of the lines.</summary>
    public decimal? Total { get; init; }

    /// <summary>What was taken off.</summary>
    public decimal? Discount { get; init; }

    /// <summary>ISO 4217 code, or null.</summary>
    public string? Currency { get; init; }

    /// <summary>The coupon, or null.</summary>
    public string? Coupon { get; init; }
}
