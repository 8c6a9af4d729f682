using Personalization.Messages;
using Personalization.Offers.Coupons;
using Personalization.Profiles;
using Personalization.Segments;

namespace Personalization.Offers.Audit;

/// <summary>What an audit looks at of somebody who has ordered.</summary>
/// <param name="Stage">Where they stand with the shop.</param>
/// <param name="Received">What offers have taken off each of their orders, on average.</param>
/// <param name="Groups">What must make no difference, in the order of <see cref="Grounds"/>; null where it is not known.</param>
public sealed record AuditedPerson(string Stage, double Received, IReadOnlyList<string?> Groups)
{
    /// <summary>What is compared. What device somebody has is not kept of people, so it is not among them.</summary>
    public static IReadOnlyList<string> Grounds { get; } = ["country", "language"];

    /// <summary>Somebody as the audit sees them; null without an order in that currency.</summary>
    /// <param name="profile">The person.</param>
    /// <param name="prefixes">What coupons of offers begin with.</param>
    /// <param name="currency">ISO 4217.</param>
    /// <param name="now">UTC.</param>
    public static AuditedPerson? Of(Profile profile, IReadOnlySet<string> prefixes, string currency, DateTimeOffset now)
    {
        int orders = 0;
        decimal received = 0;
        foreach (Order one in profile.Orders)
        {
            if (!History.Stands(one) || one.Said!.Currency != currency) continue;
            orders++;
            if (one.Said.Coupon is { Length: > 0 } coupon && prefixes.Contains(CouponCode.PrefixOf(coupon))) received += one.Said.Discount ?? 0;
        }
        if (orders == 0) return null;
        string? language = ContactPoints.Text(profile, PersonTraits.Locale)?.Split('-', '_')[0].ToLowerInvariant();
        return new AuditedPerson(CustomerRules.StageOf(profile, now).Name(), (double)received / orders, [ContactPoints.Text(profile, "country")?.ToUpperInvariant(), language]);
    }
}
