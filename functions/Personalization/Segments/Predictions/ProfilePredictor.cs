using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Segments.Predictions.Models;
using Personalization.Segments.Predictions.Visits;

namespace Personalization.Segments.Predictions;

/// <summary>Predicts from a profile and fitted parameters.</summary>
/// <param name="model">The parameters.</param>
public sealed class ProfilePredictor(PredictionModel model) : IPredictor
{
    /// <summary>Orders from which on an affinity to discounts is told.</summary>
    public const int FewestOrders = 2;

    private const double DaysOfAWeek = 7;

    private readonly double weeks = model.Settings.HorizonDays / DaysOfAWeek;

    /// <summary>The parameters.</summary>
    public PredictionModel Model => model;

    /// <inheritdoc/>
    public PersonPredictions Of(Profile profile, DateTimeOffset now)
    {
        if (model.FittedAt is null || !Consents.SaidBy(profile).MayBeLearnedFrom) return PersonPredictions.None;
        VisitFacts? visit = VisitFacts.Of(profile, now);
        double? propensity = model.Visits is { } visits && visit is { } facts ? visits.Of(facts) : null;
        PersonPredictions said = new() { Propensity = propensity, DiscountAffinity = Discounts(profile) };
        if (model.Timing is not { } timing) return said;
        return OrderHistory.Of(profile, model.Currency ?? "", now) is { } history ? OfBuyer(said, timing, history, now)
            : HasOrdered(profile) || propensity is not { } ends ? said
            : OfProspect(said, timing, ends);
    }

    private PersonPredictions OfBuyer(PersonPredictions said, BgNbd timing, OrderHistory history, DateTimeOffset now)
    {
        PurchaseSummary buyer = history.Summary;
        // Whoever bought once cannot be lost, by this model: that is how it is made, and nothing to tell a shop.
        double? alive = buyer.Repeats > 0 && model.TellsChurn ? timing.Alive(buyer) : null;
        double? next = timing.NextIn(buyer);
        return said with
        {
            Alive = alive,
            ChurnRisk = 1 - alive,
            OrderProbability = timing.Buys(buyer, weeks),
            ExpectedOrders = timing.Expected(buyer, weeks),
            NextOrder = next <= weeks ? now.AddDays(next.Value * DaysOfAWeek) : null,
            LifetimeValue = model.Worth is { } worth ? LifetimeValue.Of(timing, worth, buyer, weeks, model.Settings.YearlyDiscount) : null,
            Currency = model.Worth is null ? null : model.Currency,
        };
    }

    // What the visit may bring, and what a new customer brings after it.
    private PersonPredictions OfProspect(PersonPredictions said, BgNbd timing, double ends) =>
        model.Worth is not { } worth ? said : said with
        {
            LifetimeValue = ends * (model.FirstValue + LifetimeValue.Of(timing, worth, default, weeks, model.Settings.YearlyDiscount)),
            Currency = model.Currency,
        };

    private double? Discounts(Profile profile) =>
        model.TellsDiscounts && profile.Orders.Count(History.Stands) >= FewestOrders ? DiscountAffinity.Of(profile) : null;

    private static bool HasOrdered(Profile profile) => profile.OlderOrders > 0 || profile.Orders.Any(History.Stands);
}
