using System.Collections.Immutable;
using Personalization.Segments.Predictions.BackTests;
using Personalization.Segments.Predictions.Models;
using Personalization.Segments.Predictions.Visits;

namespace Personalization.Segments.Predictions.Learning;

/// <summary>Fits all models on what was gathered, tests each on the newest part of it, and writes down what there is to know of them. Pure.</summary>
public static class PredictionTrainer
{
    /// <summary>People who must have bought, people who must have bought on two days, and days that orders must span.</summary>
    public const int FewestBuyers = 100, FewestRepeatBuyers = 40, FewestDays = 56;

    /// <summary>Visits, and visits with an order after the step that is looked at, in the older part of the time.</summary>
    public const int FewestVisits = 500, FewestVisitOrders = 40;

    /// <summary>Orders of people who had ordered before, and orders with a discount among them.</summary>
    public const int FewestSecondOrders = 100, FewestDiscounts = 20;

    // The share of the time that models are tested on.
    private const double Tested = 1 / 3.0;

    /// <summary>Fits and tests.</summary>
    /// <param name="log">What was gathered.</param>
    /// <param name="settings">How far ahead to look, and what money is worth later.</param>
    /// <param name="now">UTC.</param>
    public static PredictionModel Run(PredictionLog log, PredictionSettings settings, DateTimeOffset now)
    {
        OrderHistories orders = log.Histories();
        // A clock that goes wrong somewhere must not make all customers look silent.
        DateTimeOffset newest = DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(log.Newest, now.ToUnixTimeMilliseconds()));
        DateOnly until = DateOnly.FromDateTime(newest.UtcDateTime);
        (PredictionModel model, ModelCard[] buying) = Buying(orders, settings, until, log.Orders.OneIn);
        (LogisticModel? visits, ModelCard propensity) = Visiting(log.Examples(), log.Visits.OneIn);
        (bool tellsDiscounts, ModelCard discounts) = Discounts(orders);
        return model with
        {
            FittedAt = now, Settings = settings, Currency = orders.Currency, Visits = visits, TellsDiscounts = tellsDiscounts,
            Cards = [.. buying, propensity, ModelCards.Replenishment(), discounts],
        };
    }

    private static (PredictionModel Model, ModelCard[] Cards) Buying(OrderHistories orders, PredictionSettings settings, DateOnly until, ulong oneIn)
    {
        int repeaters = orders.People.Count(person => person[0].Day != person[^1].Day);
        int days = orders.People.Length == 0 ? 0 : orders.Days.Last.DayNumber - orders.Days.First.DayNumber;
        ImmutableArray<TooLittle> missing = Missing(
            new("customers who have bought", orders.People.Length, FewestBuyers), new("customers who have bought on two days at least", repeaters, FewestRepeatBuyers),
            new("days from the first order to the last", days, FewestDays));
        BuyingCards cards = new(orders, settings, oneIn, repeaters, until);
        if (missing.Length > 0) return (PredictionModel.None, cards.All(ModelState.TooLittleData, missing));
        BuyerPurchases[] buyers = [.. orders.Purchases];
        DateOnly split = until.AddDays(-Math.Max(7, Math.Min(settings.HorizonDays, (int)(days * Tested))));
        PurchaseTestReport? test = PurchaseBackTest.Run(buyers, split, until);
        PurchaseSummary[] known = [.. buyers.Select(buyer => PurchaseSummary.Of(buyer.Days, until)).OfType<PurchaseSummary>()];
        BgNbdFit? timing = BgNbdFit.Of(known);
        GammaGammaFit? worth = GammaGammaFit.Of(known);
        if (test is null || timing is null || test.Returns.Brier >= test.Returns.BrierOfRate) return (PredictionModel.None, cards.All(ModelState.Withheld, []));
        bool tellsChurn = test.Repeaters is { } repeat && repeat.Brier < repeat.BrierOfRate;
        PredictionModel model = PredictionModel.None with { Timing = timing.Model, Worth = worth?.Model, TellsChurn = tellsChurn, FirstValue = orders.FirstValue };
        return (model, [cards.NextOrder(timing, test), cards.Churn(test, tellsChurn), cards.Value(worth, test)]);
    }

    private static (LogisticModel? Model, ModelCard Card) Visiting(VisitExample[] visits, ulong oneIn)
    {
        VisitExample[] older = [.. visits.Take((int)(visits.Length * (1 - Tested)))];
        ImmutableArray<TooLittle> missing = Missing(
            new("visits to learn from", older.Length, FewestVisits), new("such visits that ended in an order", older.Count(visit => visit.Ordered), FewestVisitOrders));
        if (missing.Length > 0) return (null, ModelCards.Propensity(ModelState.TooLittleData, missing, visits, oneIn, null, null));
        LogisticModel before = LogisticModel.Fit(Pairs(older));
        Calibration test = Calibration.Of(visits.Skip(older.Length).Select(visit => (before.Of(visit.Visit), visit.Ordered)))!;
        LogisticModel model = LogisticModel.Fit(Pairs(visits));
        return test.Brier < test.BrierOfRate
            ? (model, ModelCards.Propensity(ModelState.Ready, [], visits, oneIn, test, model))
            : (null, ModelCards.Propensity(ModelState.Withheld, [], visits, oneIn, test, null));
    }

    // Each order after the first is guessed by those of the person before it.
    private static (bool Tells, ModelCard Card) Discounts(OrderHistories orders)
    {
        List<(double Said, bool Happened)> guesses = [];
        foreach (BookedOrder[] person in orders.People)
        {
            int discounted = 0;
            for (int place = 0; place < person.Length; place++)
            {
                if (place >= ProfilePredictor.FewestOrders) guesses.Add(((discounted + 1.0) / (place + 2.0), person[place].Discounted));
                discounted += person[place].Discounted ? 1 : 0;
            }
        }
        ImmutableArray<TooLittle> missing = Missing(
            new($"orders of people who had ordered {ProfilePredictor.FewestOrders} times before", guesses.Count, FewestSecondOrders),
            new("orders with a discount or coupon among them", guesses.Count(guess => guess.Happened), FewestDiscounts));
        Calibration? test = Calibration.Of(guesses);
        ModelState state = missing.Length > 0 ? ModelState.TooLittleData : test!.Brier < test.BrierOfRate ? ModelState.Ready : ModelState.Withheld;
        return (state is ModelState.Ready, ModelCards.Discounts(state, missing, orders, test));
    }

    private static (VisitFacts, bool)[] Pairs(VisitExample[] visits) => [.. visits.Select(visit => (visit.Visit, visit.Ordered))];

    private static ImmutableArray<TooLittle> Missing(params TooLittle[] needs) => [.. needs.Where(need => need.Has < need.Needs)];
}
