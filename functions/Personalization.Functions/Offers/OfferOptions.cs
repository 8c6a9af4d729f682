using Microsoft.Extensions.Options;

namespace Personalization.Functions.Offers;

/// <summary>Settings of offers, section <c>Offers</c>.</summary>
public sealed class OfferOptions
{
    /// <summary>Coupons that may be asked about from one address in a minute.</summary>
    /// <value>Default 30.</value>
    public int ChecksPerMinute { get; set; } = 30;

    /// <summary>
    /// Names of write keys that only the shop's servers have: an <c>Order Cancelled</c> that comes with one gives the order's coupons back. A key that stands
    /// in pages must not be among them: whoever reads it there could use a coupon again and again.
    /// </summary>
    /// <value>Default none: coupons are given back by <c>POST /v1/offers/coupons/release</c>.</value>
    public IList<string> OrderSources { get; } = [];
}

/// <summary>Refuses to start with settings that cannot be meant.</summary>
internal sealed class OfferOptionsValidator : IValidateOptions<OfferOptions>
{
    public ValidateOptionsResult Validate(string? name, OfferOptions options) =>
        options.ChecksPerMinute < 1 ? ValidateOptionsResult.Fail("Offers:ChecksPerMinute must be at least 1.") : ValidateOptionsResult.Success;
}
