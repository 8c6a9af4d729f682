using System.Collections.Immutable;

namespace Personalization.Offers.Coupons;

/// <summary>What came of taking a coupon.</summary>
public enum RedemptionResult
{
    /// <summary>It was taken for the order.</summary>
    Taken = 1,

    /// <summary>It was taken for the same order before.</summary>
    TakenBefore,

    /// <summary>Another order has used it.</summary>
    Used,

    /// <summary>The person has had the offer as often as anybody may.</summary>
    HadIt,

    /// <summary>The person has had the offer lately.</summary>
    Pause,

    /// <summary>The month's budget is used up.</summary>
    Budget,
}

/// <summary>A coupon that is to be taken.</summary>
/// <param name="Coupon">The coupon.</param>
/// <param name="OrderId">For which order.</param>
/// <param name="Worth">What it costs the shop, in the offer's currency.</param>
/// <param name="At">When, UTC.</param>
public sealed record Redemption(Coupon Coupon, string OrderId, decimal Worth, DateTimeOffset At);

/// <summary>Coupons that were taken. Whatever happens at the same time, a single-use coupon serves one order and a budget is never overdrawn.</summary>
public interface IRedemptions
{
    /// <summary>Takes a coupon; for the same order once.</summary>
    Task<RedemptionResult> TakeAsync(Redemption redemption, CancellationToken cancellationToken);

    /// <summary>Why a coupon could not be taken for any order now; null where it could. Takes nothing.</summary>
    Task<RedemptionResult?> LookAsync(Coupon coupon, decimal worth, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives all coupons of an order back, with what they have taken out of budgets, and says how many those were. Done twice it does no more than done once.</summary>
    Task<int> ReleaseAsync(string orderId, CancellationToken cancellationToken);

    /// <summary>What was given of offers in the month of a moment.</summary>
    Task<OfferFigures> FiguresAsync(ImmutableArray<string> offers, DateTimeOffset now, CancellationToken cancellationToken);
}
