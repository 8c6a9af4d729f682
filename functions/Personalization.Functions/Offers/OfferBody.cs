using Personalization.Events;
using Personalization.Offers.Coupons;
using Personalization.Offers.Definitions;

namespace Personalization.Functions.Offers;

/// <summary>An offer in a list.</summary>
internal sealed record OfferLineBody(string Id, string Name, string Kind, bool Running, string? Prefix, int Version, string? Refused)
{
    public static OfferLineBody From(WrittenOffer written, DateTimeOffset now, string? refused) =>
        new(written.Offer.Id, written.Offer.Name, written.Offer.Kind.Name(), refused is null && written.Offer.RunsAt(now), written.Offer.Coupon?.Prefix, written.Line.Version, refused);
}

/// <summary>All offers.</summary>
internal sealed record OfferListBody(IReadOnlyList<OfferLineBody> Offers);

/// <summary>An offer with its text.</summary>
internal sealed record ShopOfferBody(string Id, string Name, string Kind, int Version, string Text);

/// <summary>What a coupon is worth, or why it is worth nothing.</summary>
internal sealed record CouponBody(bool Valid, string? Why, string Offer, string Kind, decimal Worth, string? Currency, decimal? Remaining, string Expires)
{
    public static CouponBody From(Coupon coupon, CouponQuote quote, string? why) => new(
        why is null, why, coupon.Offer.Id, coupon.Offer.Kind.Name(), why is null ? quote.Worth : 0, quote.Currency, quote.Remaining > 0 ? quote.Remaining : null, EventCodec.Text(coupon.Expires));
}

/// <summary>A coupon that was taken for an order.</summary>
internal sealed record RedeemedBody(string Offer, string Kind, decimal Worth, string? Currency, bool Before);

/// <summary>How many coupons were given back.</summary>
internal sealed record ReleasedBody(int Released);
