using System.Collections.Frozen;
using System.Collections.Immutable;
using Personalization.Offers.Coupons;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Segments;
using Personalization.Segments.Predictions;

namespace Personalization.Offers;

/// <summary>What an offer may know of somebody: nothing of device, demography or place is in it.</summary>
/// <param name="Key">Who; null for nobody in particular, who gets no coupon.</param>
public sealed record OfferPerson(PersonKey? Key)
{
    /// <summary>Stage between visitor and customer; null where nothing may be used.</summary>
    public LifecycleStage? Stage { get; init; }

    /// <summary>Tier of the loyalty program, or null.</summary>
    public string? Tier { get; init; }

    /// <summary>Segments that the person is in.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>What is expected of the person's further orders; null where nothing can be said.</summary>
    public decimal? Expected { get; init; }

    /// <summary>The currency of <see cref="Expected"/>.</summary>
    public string? Currency { get; init; }

    /// <summary>How often and when last the person has used coupons, by prefix.</summary>
    public FrozenDictionary<string, (int Times, DateTimeOffset Last)> Used { get; init; } = FrozenDictionary<string, (int, DateTimeOffset)>.Empty;

    /// <summary>A visitor of whom what is known may be used.</summary>
    public static OfferPerson Of(PermittedProfile visitor, IPredictor? predictor, DateTimeOffset now)
    {
        PersonPredictions expected = predictor?.Of(visitor.Profile, now) ?? PersonPredictions.None;
        return new OfferPerson(visitor.Profile.Key)
        {
            Stage = CustomerRules.StageOf(visitor.Profile, now), Tier = visitor.Profile.Staff.Loyalty?.Tier, Segments = visitor.Segments,
            Expected = expected.LifetimeValue is { } value and < 1e15 ? (decimal)value : null, Currency = expected.Currency, Used = UsedBy(visitor.Profile.Orders),
        };
    }

    private static FrozenDictionary<string, (int Times, DateTimeOffset Last)> UsedBy(ImmutableArray<Order> orders) =>
        orders.Where(one => History.Stands(one) && one.Said!.Coupon is { Length: > 0 }).GroupBy(one => CouponCode.PrefixOf(one.Said!.Coupon!), StringComparer.Ordinal)
            .ToFrozenDictionary(one => one.Key, one => (one.Count(), one.Max(order => order.PlacedAt)), StringComparer.Ordinal);
}
