using System.Collections.Immutable;
using Personalization.Common;
using Personalization.Segments;

namespace Personalization.Offers.Definitions;

/// <summary>What is given.</summary>
public enum OfferKind
{
    /// <summary>A share of what is in the cart.</summary>
    Percent = 1,

    /// <summary>A sum off the cart.</summary>
    Amount,

    /// <summary>Delivery for nothing.</summary>
    FreeDelivery,

    /// <summary>A product for nothing.</summary>
    Gift,

    /// <summary>Products that cost less together.</summary>
    Bundle,
}

/// <summary>
/// Something that a shop gives to some people under some conditions. It never goes by what device somebody has, who they are or where they live
/// (<see cref="PriceGrounds"/>).
/// </summary>
/// <param name="Id">Its id: 1 to 64 letters, digits, - and _.</param>
/// <param name="Name">What staff call it.</param>
/// <param name="Kind">What is given.</param>
/// <param name="Title">What visitors read; <c>{remaining}</c> stands for what is still to be put into the cart, <c>{value}</c> for how much is given.</param>
/// <param name="Version">The version of the text.</param>
public sealed record Offer(string Id, string Name, OfferKind Kind, LocalText Title, int Version)
{
    /// <summary>How much: percent or a sum in <see cref="Currency"/>; the first step is for everybody whom the offer is for, the others for those who reach them.</summary>
    public ImmutableArray<OfferStep> Steps { get; init; } = [];

    /// <summary>Whom it is for.</summary>
    public OfferAudience Audience { get; init; } = OfferAudience.Everybody;

    /// <summary>From when on; null for at once.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Until when; null for no end.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>ISO 4217 code of its sums; null where it has none, then the cart's own counts.</summary>
    public string? Currency { get; init; }

    /// <summary>What must be in the cart, in <see cref="Currency"/>.</summary>
    public decimal MinimumCart { get; init; }

    /// <summary>What it costs the shop each time, where the cart does not tell: a delivery.</summary>
    public decimal Cost { get; init; }

    /// <summary>What may be given away.</summary>
    public OfferBudget Budget { get; init; } = OfferBudget.Endless;

    /// <summary>How often a person may have it.</summary>
    public int PerPerson { get; init; } = 1;

    /// <summary>How long a person waits for it after having had it.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>The coupon that it comes as; null where the storefront gives it without.</summary>
    public OfferCoupon? Coupon { get; init; }

    /// <summary>What is given away, for gifts.</summary>
    public OfferGift? Gift { get; init; }

    /// <summary>What goes together, for bundles.</summary>
    public OfferBundle? Bundle { get; init; }

    /// <summary>Of several that somebody may have, the one with the greatest is given.</summary>
    public int Priority { get; init; }

    /// <summary>Whether it is given at that time.</summary>
    public bool RunsAt(DateTimeOffset now) => !(now < Start) && !(now >= End);
}

/// <summary>A step of a ladder.</summary>
/// <param name="Value">Percent or a sum.</param>
/// <param name="Cart">What must be in the cart.</param>
/// <param name="Customer">What must be expected of the person's further orders; 0 for anybody.</param>
public sealed record OfferStep(decimal Value, decimal Cart, decimal Customer);

/// <summary>Whom an offer is for: who fits one word of each list that has any.</summary>
/// <param name="Segments">Segments.</param>
/// <param name="Stages">Stages between visitor and customer.</param>
/// <param name="Tiers">Tiers of the loyalty program; letters' case does not count.</param>
public sealed record OfferAudience(ImmutableArray<string> Segments, ImmutableArray<LifecycleStage> Stages, ImmutableArray<string> Tiers)
{
    /// <summary>Everybody.</summary>
    public static OfferAudience Everybody { get; } = new([], [], []);

    /// <summary>Whether it asks for nothing.</summary>
    public bool IsEverybody => Segments.IsEmpty && Stages.IsEmpty && Tiers.IsEmpty;
}

/// <summary>What may be given away in a calendar month (UTC).</summary>
/// <param name="Money">In the offer's currency; null for no bound.</param>
/// <param name="Count">How often; null for no bound.</param>
public sealed record OfferBudget(decimal? Money, int? Count)
{
    /// <summary>No bound.</summary>
    public static OfferBudget Endless { get; } = new(null, null);
}

/// <summary>What coupons of an offer are like.</summary>
/// <param name="Prefix">What their codes begin with; each offer has its own.</param>
/// <param name="ExpiresAfter">How long they hold after the day on which they were shown.</param>
/// <param name="SingleUse">Whether each is good for one order.</param>
public sealed record OfferCoupon(string Prefix, TimeSpan ExpiresAfter, bool SingleUse);

/// <summary>What a gift is chosen from.</summary>
/// <param name="Products">Products; empty for any.</param>
/// <param name="Category">A category, with what lies below it; null for any.</param>
/// <param name="MaxCost">What it may cost the shop: the product's attribute <c>cost</c>, or its price.</param>
public sealed record OfferGift(ImmutableArray<string> Products, string? Category, decimal MaxCost);

/// <summary>What a bundle is made of.</summary>
/// <param name="Products">Products; empty for what goes with the page's product.</param>
/// <param name="Parts">How many products, where they are not named.</param>
/// <param name="Margin">What must be left above the products' cost, as a share of the cost.</param>
/// <param name="Floor">For products whose cost is not known: the least share of the price.</param>
public sealed record OfferBundle(ImmutableArray<string> Products, int Parts, decimal Margin, decimal Floor)
{
    /// <summary>What it is said to have cost before; null where nothing is said. Never above the lowest price of the last 30 days.</summary>
    public decimal? Was { get; init; }
}

/// <summary>What bounds offers.</summary>
public static class OfferLimits
{
    /// <summary>Offers of a shop.</summary>
    public const int Offers = 200;

    /// <summary>Bytes of a text.</summary>
    public const int Bytes = 16 * 1024;

    /// <summary>Steps of a ladder.</summary>
    public const int Steps = 10;

    /// <summary>Products of a gift or bundle.</summary>
    public const int Products = 50;

    /// <summary>Products of a bundle.</summary>
    public const int Parts = 6;

    /// <summary>Most that may be taken off, percent.</summary>
    public const decimal Percent = 90;

    /// <summary>Times that a person may have one.</summary>
    public const int PerPerson = 20;
}
