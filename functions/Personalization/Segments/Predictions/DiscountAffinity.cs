using Personalization.Profiles;

namespace Personalization.Segments.Predictions;

/// <summary>How likely somebody is to buy with a discount rather than at full price.</summary>
public static class DiscountAffinity
{
    /// <summary>
    /// The share of the kept orders that came with a coupon or discount, with one order of each kind added (Laplace's rule of succession): 0.5
    /// for somebody who has not ordered yet. Past coupon use is what tells the deal prone from the rest: Blattberg, Buesing, Peacock and Sen,
    /// "Identifying the Deal Prone Segment", Journal of Marketing Research 15 (1978).
    /// </summary>
    public static double Of(Profile profile)
    {
        int orders = 0, discounted = 0;
        foreach (Order order in profile.Orders)
        {
            if (order.Said is not { } said || order.CancelledAt is not null) continue;
            orders++;
            if (said.Coupon is not null || said.Discount > 0) discounted++;
        }
        return (discounted + 1.0) / (orders + 2.0);
    }
}
