using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Staff;
using Personalization.Segments.Predictions;

namespace Personalization.Segments;

/// <summary>Answers conditions about customers.</summary>
public static class CustomerRules
{
    /// <summary>After so long without an order a customer is at risk.</summary>
    public static readonly TimeSpan AtRiskAfter = TimeSpan.FromDays(90);

    /// <summary>After so long without an order a customer has lapsed.</summary>
    public static readonly TimeSpan LapsedAfter = TimeSpan.FromDays(180);

    private static readonly string[] KnownBy = ["email", "phone"];

    /// <summary>The stage that a person is at.</summary>
    public static LifecycleStage StageOf(Profile profile, DateTimeOffset now)
    {
        long orders = OrdersOf(profile);
        if (orders == 0) return IsProspect(profile) ? LifecycleStage.Prospect : LifecycleStage.Visitor;
        TimeSpan age = LastOrder(profile) is { } last ? now - last : TimeSpan.MaxValue;
        return age > LapsedAfter ? LifecycleStage.Lapsed : age > AtRiskAfter ? LifecycleStage.AtRisk
            : orders == 1 ? LifecycleStage.FirstTimeBuyer : LifecycleStage.Active;
    }

    /// <summary>How many orders of a person stand.</summary>
    public static long OrdersOf(Profile profile) => profile.OlderOrders + profile.Orders.Count(History.Stands);

    /// <summary>When the newest order was placed that stands; null without one.</summary>
    public static DateTimeOffset? LastOrder(Profile profile) => profile.Orders.FirstOrDefault(History.Stands)?.PlacedAt;

    /// <summary>What a person has spent in the currency of their newest order; null without an order.</summary>
    public static (string Currency, decimal Amount)? Spent(Profile profile)
    {
        if (profile.Orders.FirstOrDefault(History.Stands)?.Said is not { } newest) return null;
        string currency = newest.Currency ?? "";
        return (currency, profile.Orders.Where(one => History.Stands(one) && (one.Said!.Currency ?? "") == currency).Sum(one => one.NetRevenue())
            + profile.OlderRevenue.GetValueOrDefault(currency));
    }

    internal static int? Score(RfmPart part, PersonFacts facts, DateTimeOffset now)
    {
        if (!facts.Norms.AreKnown || LastOrder(facts.Profile) is not { } last || Spent(facts.Profile) is not { } spent) return null;
        return part switch
        {
            RfmPart.Recency => 5 - Above(facts.Norms.RecencyDays, (now - last).TotalDays),
            RfmPart.Frequency => 1 + Above(facts.Norms.Orders, OrdersOf(facts.Profile)),
            _ => facts.Norms.Spent.TryGetValue(spent.Currency, out ImmutableArray<double> bounds) && !bounds.IsEmpty ? 1 + Above(bounds, (double)spent.Amount) : null,
        };
    }

    internal static decimal? Number(PredictedNumber number, PersonPredictions predictions) => number switch
    {
        PredictedNumber.Alive => Decimal(predictions.Alive),
        PredictedNumber.ChurnRisk => Decimal(predictions.ChurnRisk),
        PredictedNumber.ExpectedOrders => Decimal(predictions.ExpectedOrders),
        PredictedNumber.LifetimeValue => Decimal(predictions.LifetimeValue),
        PredictedNumber.Propensity => Decimal(predictions.Propensity),
        _ => Decimal(predictions.DiscountAffinity),
    };

    internal static decimal? AverageOrder(AverageOrderTest test, PersonFacts facts, DateTimeOffset now)
    {
        decimal[] each = [.. History.Orders(facts, test.Window, now).Where(one => (one.Said!.Currency ?? "") == test.Currency).Select(one => one.NetRevenue())];
        return each.Length == 0 ? null : each.Average();
    }

    internal static bool Holds(TraitDateTest test, Profile profile, DateTimeOffset now) =>
        DateOf(profile, test.Trait) is { } at && !(at < test.From) && !(at >= test.Until) && !(now - at < test.OlderThan) && !(now - at > test.NewerThan);

    internal static DateTimeOffset? DateOf(Profile profile, string trait) =>
        profile.Traits.TryGetValue(trait, out Trait? known) && known.Value.ValueKind is JsonValueKind.String
            && DateTimeOffset.TryParse(known.Value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset at)
            ? at : null;

    internal static bool HasTag(TagTest test, Profile profile, DateTimeOffset now) => test.Tags.Any(tag => profile.Staff.HasTag(tag, now));

    // What a program's own statement says stands before traits, which an import may have left.
    internal static bool Holds(LoyaltyTest test, Profile profile)
    {
        LoyaltyStatement? said = profile.Staff.Loyalty;
        IEnumerable<string> tiers = said?.Tier is { } tier ? [tier] : Trait(profile, "loyaltyTier") is { } value ? ConditionRules.Texts(value) : [];
        decimal? points = said?.Points ?? (Trait(profile, "loyaltyPoints") is { } number ? ConditionRules.Number(number) : null);
        return (test.Tiers.IsEmpty || tiers.Any(one => test.Tiers.Contains(one, StringComparer.OrdinalIgnoreCase)))
            && (test.Points is null || (points is { } known && test.Points.Has(known)))
            && (!test.Tiers.IsEmpty || test.Points is not null || tiers.Any() || points is not null);
    }

    private static JsonElement? Trait(Profile profile, string name) => profile.Traits.TryGetValue(name, out Trait? known) ? known.Value : null;

    private static bool IsProspect(Profile profile) =>
        profile.Key.Type is not IdentifierType.AnonymousId || KnownBy.Any(name => Trait(profile, name) is { ValueKind: JsonValueKind.String })
        || profile.Interactions.Any(one => one.Kind is InteractionKind.CartAdd or InteractionKind.WishlistAdd);

    private static int Above(ImmutableArray<double> bounds, double value) => bounds.Count(bound => bound < value);

    // Beyond what a decimal holds there is no bound to compare with.
    private static decimal? Decimal(double? number) => number is { } known && Math.Abs(known) < 1e15 ? (decimal)known : null;
}
