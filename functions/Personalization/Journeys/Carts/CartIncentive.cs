using System.Globalization;
using Personalization.Common;
using Personalization.Messages;
using Personalization.Offers.Coupons;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Segments.Predictions;

namespace Personalization.Journeys.Carts;

/// <summary>Who gets something for coming back to a cart.</summary>
public static class CartIncentive
{
    /// <summary>Trait that says when a person was last given an incentive.</summary>
    public const string GivenAt = "incentive_given_at";

    /// <summary>What the incentive would cost, in the cart's currency; null for those who get none.</summary>
    public static decimal? Cost(Profile profile, Permission<ForMarketing> permission, CartContent content, IncentiveSettings settings, DateTimeOffset now)
    {
        permission.Demand(profile.Key);
        if (settings is { Percent: <= 0 } or { MonthlyBudget: <= 0 } || content.Currency is null || content.Value < settings.MinimumValue) return null;
        if (JourneyIds.IsHeldOut("cart-incentive", profile.Key, settings.Holdout)) return null;
        if (DateTimeOffset.TryParse(ContactPoints.Text(profile, GivenAt), CultureInfo.InvariantCulture, out DateTimeOffset given) && given + settings.Every > now) return null;
        if (DiscountAffinity.Of(profile) < settings.MinimumAffinity) return null;
        return decimal.Round(content.Value * (decimal)settings.Percent / 100, 2);
    }

    /// <summary>The coupon of an instance's round: the same whenever it is asked for, and not to be guessed without the key.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="round">Its round.</param>
    /// <param name="key">A secret of the shop.</param>
    public static string Coupon(string instanceId, string round, string key)
    {
        byte[] mac = System.Security.Cryptography.HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key), System.Text.Encoding.UTF8.GetBytes($"coupon/1\n{instanceId}\n{round}"));
        return "CART-" + CouponLetters.Of(mac.AsSpan(0, 10));
    }

    /// <summary>Names the budget that an incentive comes out of: a journey's month and currency.</summary>
    public static string Budget(string journey, string currency, DateTimeOffset now) => $"{journey}-{now.UtcDateTime:yyyyMM}-{StableHash.Hex(currency, 8)}";
}
