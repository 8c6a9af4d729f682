using System.Collections.Immutable;
using Personalization.Segments.Predictions.BackTests;
using Personalization.Segments.Predictions.Models;

namespace Personalization.Segments.Predictions.Learning;

/// <summary>Cards of what is predicted from orders.</summary>
internal sealed class BuyingCards(OrderHistories orders, PredictionSettings settings, ulong oneIn, int repeaters, DateOnly until)
{
    private const string BgNbdSource = "Fader, Hardie, Lee: \"Counting Your Customers\" the Easy Way: An Alternative to the Pareto/NBD Model. Marketing Science 24 (2005)";
    private const string GammaGammaSource = "Fader, Hardie: The Gamma-Gamma Model of Monetary Value (2013)";

    private static readonly ImmutableArray<string> NotFor =
        ["prices that differ by person", "credit, insurance, work or other decisions with legal or similar effect on a person", "telling one person what another is worth"];

    private static readonly ImmutableArray<string> Assumes =
        ["people buy at a steady rate of their own until they stop", "who stops does so right after a purchase", "there is no season, campaign or stock-out: forecasts over a changing season are off by as much as it changes"];

    private ModelCard Timing => new()
    {
        Id = "next-order", Answers = $"The probability of an order in the next {settings.HorizonDays} days, how many to expect, and the day by which one is more likely than not.",
        Method = "BG/NBD: each customer's rate of buying and chance to stop are guessed from how often, how recently and since when they bought, and from how all others did.",
        Source = BgNbdSource, NotFor = NotFor, Assumes = Assumes, Quality = PlainWords.Withheld, TrainedOn = TrainedOn, Until = until,
    };

    private ModelCard Risk => Timing with
    {
        Id = "churn", Answers = "The probability that a customer has stopped buying for good. Only of people who bought on two days at least: of others the method cannot tell.",
        Method = "BG/NBD: 1 - P(alive).",
    };

    private ModelCard Money => Timing with
    {
        Id = "lifetime-value",
        Answers = $"Money expected of a customer within {settings.HorizonDays} days, worth {100 * settings.YearlyDiscount:0.#} in 100 less a year later. Of a prospect while visiting: the probability that the visit ends in an order times what a new customer brings.",
        Method = "BG/NBD for how many orders, Gamma-Gamma for what an order is worth.", Source = $"{BgNbdSource}; {GammaGammaSource}",
        Assumes = [.. Assumes, "how often somebody buys says nothing of how much they spend each time", "money is what orders bring, not what is earned by them"],
    };

    private string TrainedOn => PlainWords.Text(
        $"{orders.Count:N0} orders of {orders.People.Length:N0} customers, {repeaters:N0} of whom bought on two days at least, in {(string.IsNullOrEmpty(orders.Currency) ? "the shop's currency" : orders.Currency)}{(orders.OtherCurrencies > 0 ? $"; {orders.OtherCurrencies:N0} orders in other currencies are left out" : "")}{(oneIn > 1 ? $"; one in {oneIn} customers, since there are so many" : "")}. Cancelled orders do not count; orders of one day are one.");

    public ModelCard[] All(ModelState state, ImmutableArray<TooLittle> missing)
    {
        string quality = state is ModelState.TooLittleData ? PlainWords.TooLittle(missing) : PlainWords.Withheld;
        return [.. new[] { Timing, Risk, Money }.Select(card => card with { State = state, Missing = missing, Quality = quality })];
    }

    public ModelCard NextOrder(BgNbdFit fit, PurchaseTestReport test) => Timing with
    {
        State = ModelState.Ready, Quality = PlainWords.Of(test.Returns, "an order"), Calibration = test.Returns,
        Figures =
        [
            new("r", fit.Model.R, "shape of the rates of buying"), new("alpha", fit.Model.Alpha, "scale of the rates, weeks"), new("a", fit.Model.A, "first parameter of the chance to stop"),
            new("b", fit.Model.B, "second parameter of the chance to stop"), new("logLikelihood", fit.LogLikelihood, "of all customers"),
            new("testDays", test.Until.DayNumber - test.Split.DayNumber, "days that were guessed"), new("ordersThatCame", test.Actual, "in those days, of customers known before"),
            new("ordersPredicted", test.Model.Total, "in those days"), new("error", test.Model.Error, "orders that a customer was missed by, on average"),
            new("errorOfSameAgain", test.SameAgain.Error, "the same, for guessing as many as in the time before"),
            new("correlation", test.Model.Correlation, "of the number guessed with the number that came"), new("correlationOfSameAgain", test.SameAgain.Correlation, "the same, for guessing as many as before"),
        ],
    };

    public ModelCard Churn(PurchaseTestReport test, bool tells) => Risk with
    {
        State = tells ? ModelState.Ready : ModelState.Withheld, Calibration = test.Repeaters,
        Quality = tells
            ? $"Nobody sees that a customer is lost, so the test asks what can be seen: whether those who had bought on two days at least bought again in {test.Until.DayNumber - test.Split.DayNumber} days. {PlainWords.Of(test.Repeaters!, "an order")}"
            : PlainWords.Withheld,
    };

    public ModelCard Value(GammaGammaFit? fit, PurchaseTestReport test) => fit is null
        ? Money with { State = ModelState.Withheld, Quality = "What orders are worth could not be fitted: too few different values." }
        : Money with
        {
            State = ModelState.Ready,
            Quality = test.Worth is not { } worth
                ? "Fitted, but not tested: before the last third of the time too few had bought again."
                : PlainWords.Text($"In the test it missed a customer's spend by {worth.Error:0.00} on average; guessing the same as in the time before missed it by {worth.SameAgainError:0.00}. Of all customers together {worth.Total:N0} was guessed and {worth.Actual:N0} came. What is said of prospects has not been tested."),
            Figures =
            [
                new("p", fit.Model.P, "shape of a customer's order values"), new("q", fit.Model.Q, "shape of their spread over customers"), new("gamma", fit.Model.Gamma, "scale, money"),
                new("meanOrder", fit.Model.Mean, "what an order is worth on average, money"),
                new("correlation", fit.Correlation, "between how often and for how much people buy; the method takes it to be 0, above 0.3 it is off"),
            ],
        };
}
