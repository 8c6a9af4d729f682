using Personalization.Catalog;
using Personalization.Offers;
using Personalization.Offers.Coupons;

namespace Personalization.Functions.Offers;

/// <summary>What came of a coupon: null without one that the shop has given.</summary>
/// <param name="Coupon">The coupon.</param>
/// <param name="Quote">What it is worth.</param>
/// <param name="Why">Why it cannot be had; null where it can.</param>
/// <param name="Before">Whether it was taken for the same order before.</param>
internal sealed record CouponOutcome(Coupon Coupon, CouponQuote Quote, string? Why, bool Before = false);

/// <summary>Looks at coupons, and takes them.</summary>
/// <param name="desk">The shop's offers.</param>
/// <param name="catalog">The shop's products.</param>
/// <param name="redemptions">What was taken.</param>
/// <param name="time">The clock.</param>
public sealed class CouponDesk(OfferDesk desk, ICatalogStore catalog, IRedemptions redemptions, TimeProvider time)
{
    /// <summary>What a coupon is worth now. Takes nothing.</summary>
    internal async Task<CouponOutcome?> CheckAsync(CouponRequest request, CancellationToken cancellationToken)
    {
        if (await QuoteAsync(request, cancellationToken) is not { } outcome) return null;
        if (outcome.Why is not null) return outcome;
        RedemptionResult? why = await redemptions.LookAsync(outcome.Coupon, outcome.Quote.Worth, time.GetUtcNow(), cancellationToken);
        return outcome with { Why = why is { } refused ? NameOf(refused) : null };
    }

    /// <summary>Takes a coupon for an order.</summary>
    internal async Task<CouponOutcome?> RedeemAsync(CouponRequest request, CancellationToken cancellationToken)
    {
        if (await QuoteAsync(request, cancellationToken) is not { } outcome) return null;
        if (outcome.Why is not null) return outcome;
        RedemptionResult result = await redemptions.TakeAsync(new Redemption(outcome.Coupon, request.OrderId, outcome.Quote.Worth, time.GetUtcNow()), cancellationToken);
        return result is RedemptionResult.Taken or RedemptionResult.TakenBefore ? outcome with { Before = result is RedemptionResult.TakenBefore } : outcome with { Why = NameOf(result) };
    }

    private async Task<CouponOutcome?> QuoteAsync(CouponRequest request, CancellationToken cancellationToken)
    {
        OfferBook book = await desk.BookAsync(cancellationToken);
        if (book.Read(request.Code) is not { } coupon) return null;
        CatalogSnapshot products = await catalog.CurrentAsync(cancellationToken);
        CouponQuote quote = CouponRules.Quote(coupon, OfferCart.Of(request.Cart, products), request.Products, products, time.GetUtcNow());
        return new CouponOutcome(coupon, quote, book.RefusalOf(coupon.Offer) is null ? quote.Why : "price-ground");
    }

    private static string NameOf(RedemptionResult result) => result switch
    {
        RedemptionResult.Used => "used",
        RedemptionResult.HadIt => "had-it",
        RedemptionResult.Pause => "pause",
        _ => "budget",
    };
}
