using System.Collections.Immutable;
using Personalization.Segments.Predictions.BackTests;
using Personalization.Segments.Predictions.Visits;

namespace Personalization.Segments.Predictions.Learning;

/// <summary>Cards of the other models.</summary>
internal static class ModelCards
{
    private static readonly ImmutableArray<string> NotFor = ["prices that differ by person", "pressing people who hesitate with false urgency", "decisions with legal or similar effect on a person"];

    public static ModelCard Propensity(ModelState state, ImmutableArray<TooLittle> missing, VisitExample[] visits, ulong oneIn, Calibration? test, LogisticModel? model) => new()
    {
        Id = "propensity", Answers = "The probability that the visit that goes on now ends in an order. Of anonymous visitors too.",
        Method = "Logistic regression over what has been done in the visit, fitted on visits as they stood at one of their steps.",
        Source = "Cox: The Regression Analysis of Binary Sequences. Journal of the Royal Statistical Society B 20 (1958)",
        NotFor = NotFor, Assumes = ["visits of tomorrow are like those of today: after a change of the shop it takes a rebuild", "searches, scrolling and payment are not looked at"],
        State = state, Missing = missing, Calibration = test,
        TrainedOn = PlainWords.Text($"{visits.Length:N0} visits, {visits.Count(visit => visit.Ordered):N0} of which ended in an order{(oneIn > 1 ? $"; one in {oneIn} visitors, since there are so many" : "")}."),
        Until = visits.Length == 0 ? null : DateOnly.FromDateTime(visits[^1].At.UtcDateTime),
        Quality = state switch
        {
            ModelState.TooLittleData => PlainWords.TooLittle(missing),
            ModelState.Withheld => PlainWords.Withheld,
            _ => PlainWords.Of(test!, "an order"),
        },
        Figures = model is null ? [] : [.. model.Weights.Select((weight, place) => new CardFigure($"weight{place + 1}", weight, VisitFacts.Names[place])), new CardFigure("constant", model.Constant, "log-odds of a visit without any of it")],
    };

    public static ModelCard Replenishment() => new()
    {
        Id = "replenishment", Answers = "When somebody will need again what they bought.",
        Method = "The middle one of the days between the person's own purchases of a product; with fewer than two of those, that of all customers who bought it again.",
        Source = "Plain medians; no published model.", NotFor = NotFor, Assumes = ["people use a thing up as fast as before"], State = ModelState.Ready,
        Quality = "Not back-tested. Where neither the person nor enough others bought a product again, nothing is said of it.",
    };

    public static ModelCard Discounts(ModelState state, ImmutableArray<TooLittle> missing, OrderHistories orders, Calibration? test) => new()
    {
        Id = "discount-affinity", Answers = "The probability that a customer's next order comes with a discount or coupon. Of people with two orders at least.",
        Method = "The share of the person's orders that did, with one order of each kind added (Laplace's rule of succession).",
        Source = "Blattberg, Buesing, Peacock, Sen: Identifying the Deal Prone Segment. Journal of Marketing Research 15 (1978)",
        NotFor = NotFor, Assumes = ["discounts are offered as often as before: it tells who took them, not who would have bought without"],
        State = state, Missing = missing, Calibration = test, TrainedOn = PlainWords.Text($"Nothing is fitted; tested on {orders.Count:N0} orders, each guessed by those of the person before it."),
        Quality = state switch
        {
            ModelState.TooLittleData => PlainWords.TooLittle(missing),
            ModelState.Withheld => PlainWords.Withheld,
            _ => PlainWords.Of(test!, "a discount"),
        },
    };
}
