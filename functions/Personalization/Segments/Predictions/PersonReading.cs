using System.Collections.Immutable;
using System.Globalization;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Segments.Predictions.Visits;

namespace Personalization.Segments.Predictions;

/// <summary>What one model says of a person, or why it says nothing.</summary>
/// <param name="Model">Id of the model, see its card.</param>
/// <param name="Name">What is said: a name of <see cref="PersonPredictions"/>, in the API's spelling.</param>
/// <param name="Value">A number; null where nothing is said, or where it is a time.</param>
/// <param name="At">A time; null where nothing is said, or where it is a number.</param>
/// <param name="Unit">What the number counts.</param>
/// <param name="Text">The same in words; where nothing is said, why.</param>
/// <param name="Missing">What there is too little of, where that is why.</param>
public sealed record PredictionReading(string Model, string Name, double? Value, DateTimeOffset? At, string? Unit, string Text, TooLittle? Missing = null);

/// <summary>Predictions of one person, with what they rest on.</summary>
/// <param name="Readings">One for each prediction.</param>
/// <param name="Because">The facts that they were made from.</param>
public sealed record PersonReading(ImmutableArray<PredictionReading> Readings, ImmutableArray<string> Because)
{
    /// <summary>Reads a person.</summary>
    public static PersonReading Of(PredictionModel model, Profile profile, DateTimeOffset now)
    {
        PersonPredictions said = new ProfilePredictor(model).Of(profile, now);
        OrderHistory? orders = OrderHistory.Of(profile, model.Currency ?? "", now);
        VisitFacts? visit = VisitFacts.Of(profile, now);
        int horizon = model.Settings.HorizonDays;
        string money = string.IsNullOrEmpty(model.Currency) ? "money" : model.Currency;
        return new PersonReading(
        [
            Number("next-order", "orderProbability", said.OrderProbability, null, $"{Share(said.OrderProbability)} that an order comes within {horizon} days", NoOrders),
            Number("next-order", "expectedOrders", said.ExpectedOrders, "orders", $"{Round(said.ExpectedOrders)} orders expected within {horizon} days", NoOrders),
            said.NextOrder is { } next
                ? new("next-order", "nextOrder", null, next, null, Text($"By {next:yyyy-MM-dd} an order is more likely than not to have come"))
                : Nothing("next-order", "nextOrder", NoOrders, $"No order is more likely than not within {horizon} days"),
            Number("churn", "churnRisk", said.ChurnRisk, null, $"{Share(said.ChurnRisk)} that this customer has stopped buying", () => NoOrders() ?? Once()),
            Number("lifetime-value", "lifetimeValue", said.LifetimeValue, said.Currency, $"{Round(said.LifetimeValue)} {money} expected within {horizon} days", NoOrders),
            Number("propensity", "propensity", said.Propensity, null, $"{Share(said.Propensity)} that this visit ends in an order", NoVisit),
            Number("discount-affinity", "discountAffinity", said.DiscountAffinity, null, $"{Share(said.DiscountAffinity)} that the next order comes with a discount", FewOrders),
        ],
        [.. Facts(orders, visit, money)]);

        PredictionReading Number(string id, string name, double? value, string? unit, string text, Func<PredictionReading?> why) =>
            value is not null ? new(id, name, Math.Round(value.Value, 4), null, unit, text)
            : Nothing(id, name, why, "Nothing can be said");

        PredictionReading Nothing(string id, string name, Func<PredictionReading?> why, string otherwise) =>
            (Silent(id, name) ?? why() ?? new PredictionReading(id, name, null, null, null, otherwise)) with { Model = id, Name = name };

        PredictionReading? Silent(string id, string name) => !Consents.SaidBy(profile).MayBeLearnedFrom ? new(id, name, null, null, null, "The person does not want it") : model.Cards.FirstOrDefault(card => card.Id == id) switch
        {
            null => new(id, name, null, null, null, "Nothing has been fitted yet. POST /v1/predictions/rebuild does it; otherwise it is done every night."),
            { State: ModelState.Ready } => null,
            { State: ModelState.TooLittleData } card => new(id, name, null, null, null, card.Quality, card.Missing.FirstOrDefault()),
            var card => new(id, name, null, null, null, card.Quality),
        };

        PredictionReading? NoOrders() => orders is null ? TooLittle($"Too little data: no order in {money}", new("orders of this person", 0, 1)) : null;

        PredictionReading? Once() => orders is { Summary.Repeats: 0 }
            ? TooLittle("Too little data: bought on one day only, which tells nothing of whether somebody has stopped", new("days with an order", 1, 2)) : null;

        PredictionReading? NoVisit() => visit is null ? TooLittle("Not in the shop now, or the visit has ended in an order already", new("steps of a visit that goes on", 0, 1)) : null;

        PredictionReading? FewOrders()
        {
            int count = profile.Orders.Count(History.Stands);
            return count < ProfilePredictor.FewestOrders ? TooLittle($"Too little data: {count} orders", new("orders of this person", count, ProfilePredictor.FewestOrders)) : null;
        }

        static PredictionReading TooLittle(string text, TooLittle missing) => new("", "", null, null, null, text, missing);
    }

    private static IEnumerable<string> Facts(OrderHistory? orders, VisitFacts? visit, string money)
    {
        if (orders is not null)
        {
            yield return Text($"{orders.Orders} orders since {orders.First:yyyy-MM-dd}, the last on {orders.Last:yyyy-MM-dd}");
            if (orders.Summary.Repeats > 0) yield return Text($"{orders.Summary.MeanValue:0.00} {money} an order on average, the first left out");
        }
        if (visit is { } now)
            yield return Text($"In the shop now: {now.Looks} looks at {now.Products} products, {now.Carted} put into the cart, {now.Minutes:0} minutes{(now.Returning ? ", has been here before" : "")}");
    }

    private static string Share(double? value) => Text($"{100 * value ?? 0:0} in 100");

    private static string Round(double? value) => Text($"{value ?? 0:0.##}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
