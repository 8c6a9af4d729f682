using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Personalization.Assistant.Limits;
using Personalization.Common;
using Personalization.Functions.Assistant;
using Personalization.Functions.Http;
using Personalization.Offers.Coupons;
using Personalization.Offers.Definitions;

namespace Personalization.Functions.Offers;

/// <summary>Coupons at the checkout.</summary>
public sealed class CouponFunctions
{
    private const string Everybody = "address unknown";

    private static readonly Problem TooLarge = new(413, "too-large", "The body is too large", $"It may have {CouponRequest.Bytes / 1024} KB.");
    private static readonly Problem Unknown = new(404, "unknown-coupon", "There is no such coupon", "The code is none of the shop's, or its offer is over.");

    private readonly CouponDesk desk;
    private readonly IRedemptions redemptions;
    private readonly QuestionRates rates;

    /// <summary>By its services.</summary>
    public CouponFunctions(CouponDesk desk, IRedemptions redemptions, IOptions<OfferOptions> options, TimeProvider time) =>
        (this.desk, this.redemptions, rates) = (desk, redemptions, new QuestionRates(options.Value.ChecksPerMinute, time));

    /// <summary>What a coupon is worth on a cart, for whoever stands before the checkout: <c>{"code":"..","cart":[{"productId":"..","quantity":1}]}</c>. Few times a minute: nobody is to try codes out.</summary>
    [Function("CheckCoupon")]
    public async Task<IResult> Check([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/offers/coupons/check")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (rates.Take(CallerAddress.Of(request) ?? Everybody) is { } wait)
            return Answers.Refusal(new Problem(429, "too-many-coupons", "Too many coupons were asked about", "Ask again after the time in Retry-After.", RetryAfter: wait));
        (CouponRequest? read, Problem? problem) = await ReadAsync(request, needsOrder: false, cancellationToken);
        if (read is null) return Answers.Refusal(problem!);
        return await desk.CheckAsync(read, cancellationToken) is { } outcome ? Answers.Own(CouponBody.From(outcome.Coupon, outcome.Quote, outcome.Why), WireJson.Relaxed.CouponBody) : Answers.Refusal(Unknown);
    }

    /// <summary>Takes a coupon for an order, for the shop's server; for the same order it does so once.</summary>
    [Function("RedeemCoupon")]
    public async Task<IResult> Redeem([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/offers/coupons/redeem")] HttpRequest request, CancellationToken cancellationToken)
    {
        (CouponRequest? read, Problem? problem) = await ReadAsync(request, needsOrder: true, cancellationToken);
        if (read is null) return Answers.Refusal(problem!);
        if (await desk.RedeemAsync(read, cancellationToken) is not { } outcome) return Answers.Refusal(Unknown);
        if (outcome.Why is { } why) return Answers.Refusal(new Problem(409, "coupon-" + why, "The coupon cannot be taken", Because(why)));
        return Answers.Json(new RedeemedBody(outcome.Coupon.Offer.Id, outcome.Coupon.Offer.Kind.Name(), outcome.Quote.Worth, outcome.Quote.Currency, outcome.Before), WireJson.Relaxed.RedeemedBody);
    }

    /// <summary>Gives the coupons of an order back that comes to nothing: <c>{"orderId":".."}</c>.</summary>
    [Function("ReleaseCoupons")]
    public async Task<IResult> Release([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/offers/coupons/release")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, CouponRequest.Bytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        (string? order, Problem? problem) = CouponRequest.ReadOrder(body);
        return order is null ? Answers.Refusal(problem!) : Answers.Json(new ReleasedBody(await redemptions.ReleaseAsync(order, cancellationToken)), WireJson.Relaxed.ReleasedBody);
    }

    private static async Task<(CouponRequest? Request, Problem? Problem)> ReadAsync(HttpRequest request, bool needsOrder, CancellationToken cancellationToken) =>
        await RequestBody.ReadAsync(request, CouponRequest.Bytes, cancellationToken) is { } body ? CouponRequest.Read(body, needsOrder) : (null, TooLarge);

    private static string Because(string why) => why switch
    {
        "used" => "Another order has used it.",
        "had-it" => "The person has had the offer as often as anybody may.",
        "pause" => "The person has had the offer lately.",
        "budget" => "The month's budget of the offer is used up.",
        "expired" => "It has expired.",
        "not-running" => "The offer does not run.",
        "currency" => "The cart is in another currency.",
        "cart-too-small" => "There is too little in the cart.",
        "nothing-to-give" => "The cart does not have what the offer is about.",
        _ => "The offer goes by what no offer may go by.",
    };
}
