using System.Globalization;
using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.BackTests;

/// <summary>
/// Decides whether a new model may take the place of the one in service: a model of all but the newest visits and orders guesses those, and so
/// does the one in service, as far as it was built before them. Who has seen the answers is not asked.
/// </summary>
public static class BackTest
{
    private const int Day = 24 * 60 * 60;
    private const int MostDays = 7;

    /// <summary>Tests the way of building that a new model is made by.</summary>
    /// <param name="log">Everything.</param>
    /// <param name="build">Builds a model of a part of it.</param>
    /// <param name="inService">The model in service, or null.</param>
    /// <param name="limits">Limits.</param>
    public static BackTestReport Run(ShoppingLog log, Func<ShoppingLog, RecommendationModel> build, RecommendationModel? inService, BackTestLimits limits)
    {
        if (From(log, inService, limits) is not { } from)
            return new BackTestReport(true, $"Passes: the newest days hold too little for a test, fewer than {limits.FewestTries} guesses or nothing before them.", null, []);
        bool compares = inService is not null && inService.BuiltAt.ToUnixTimeSeconds() <= from;
        ShoppingLog known = log.Before(from);
        RecommendationModel candidate = build(known);
        BackTestMeasure[] measures =
        [
            new("sessions", SessionBackTest.Score(ModelPredictors.Sessions(candidate, log), log, from),
                compares ? SessionBackTest.Score(ModelPredictors.Sessions(inService!, log), log, from) : null,
                SessionBackTest.Score(PopularityPredictor.ByLooks(known), log, from)),
            new("baskets", BasketBackTest.Score(ModelPredictors.Baskets(candidate, log), log, from),
                compares ? BasketBackTest.Score(ModelPredictors.Baskets(inService!, log), log, from) : null,
                BasketBackTest.Score(PopularityPredictor.ByOrders(known), log, from)),
        ];
        (bool passes, string verdict) = Judge(measures, inService, limits);
        return new BackTestReport(passes, verdict, DateTimeOffset.FromUnixTimeSeconds(from), measures);
    }

    /// <summary>The start of the newest day with enough after it; or when the model in service was built, where there is enough after that.</summary>
    private static uint? From(ShoppingLog log, RecommendationModel? inService, BackTestLimits limits)
    {
        uint newest = Math.Max(log.Visits.Count == 0 ? 0 : log.Visits.Times[^1], log.Orders.Count == 0 ? 0 : log.Orders.Times[^1]);
        bool IsEnough(uint from) =>
            Math.Max(SessionBackTest.Tries(log, from), BasketBackTest.Tries(log, from)) >= limits.FewestTries
            && log.Visits.EndedBefore(from) + log.Orders.Before(from) > 0;

        if (inService?.BuiltAt.ToUnixTimeSeconds() is { } built && built > newest - (newest % Day) && built <= newest && IsEnough((uint)built)) return (uint)built;
        for (int days = 0; days < MostDays && newest / Day >= days; days++)
            if (newest - (newest % Day) - (uint)(days * Day) is var from && IsEnough(from)) return from;
        return null;
    }

    private static (bool Passes, string Verdict) Judge(BackTestMeasure[] measures, RecommendationModel? inService, BackTestLimits limits)
    {
        if (inService is null) return (true, "Passes: there is no model in service, and the first one always passes.");
        BackTestMeasure[] compared = [.. measures.Where(one => one.InService is not null && one.Candidate.Tries >= limits.FewestTries)];
        if (compared.Length == 0) return (true, $"Passes: since the model in service was built, too little has happened to compare the two, fewer than {limits.FewestTries} guesses.");
        foreach (BackTestMeasure one in compared)
        {
            double least = 1 - limits.ToleratedLoss;
            if (one.Candidate.HitRate < one.InService!.HitRate * least) return (false, Lost(one.Name, "hit rate", one.Candidate.HitRate, one.InService.HitRate, limits));
            if (one.Candidate.Mrr < one.InService.Mrr * least) return (false, Lost(one.Name, "MRR", one.Candidate.Mrr, one.InService.Mrr, limits));
        }
        return (true, $"Passes: it keeps up with the model in service ({string.Join(", ", compared.Select(one => one.Name))}).");
    }

    private static string Lost(string name, string figure, double candidate, double inService, BackTestLimits limits) => string.Create(CultureInfo.InvariantCulture,
        $"Refused: in {name} its {figure} is {candidate:0.000}, that of the model in service {inService:0.000}; tolerated is a loss of {limits.ToleratedLoss:0.##} of it.");
}
