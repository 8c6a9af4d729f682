using MathNet.Numerics;

namespace Personalization.Segments.Predictions.Models;

/// <summary>A fitted model of when buyers buy.</summary>
/// <param name="Model">Parameters.</param>
/// <param name="LogLikelihood">Of all buyers.</param>
public sealed record BgNbdFit(BgNbd Model, double LogLikelihood)
{
    /// <summary>The parameters with the highest likelihood; null where buyers do not tell them, as where nobody bought twice.</summary>
    public static BgNbdFit? Of(IEnumerable<PurchaseSummary> buyers)
    {
        BuyerGroups groups = new(buyers);
        if (groups.MostRepeats == 0) return null;
        double[] tables = new double[groups.MostRepeats + 1];
        double[]? best = Simplex.Maximize(at => LogLikelihoodOf(groups, new BgNbd(at[0], at[1], at[2], at[3]), tables), [1, groups.MeanAge / 4, 1, 1]);
        if (best is null) return null;
        BgNbd model = new(best[0], best[1], best[2], best[3]);
        return new BgNbdFit(model, LogLikelihoodOf(groups, model, tables));
    }

    // Equation 6 in logarithms: ln A1 + ln A2 + ln(exp A3 + [x > 0] exp A4).
    private static double LogLikelihoodOf(BuyerGroups groups, BgNbd model, double[] tables)
    {
        (double r, double alpha, double a, double b) = model;
        double constant = (r * Math.Log(alpha)) - SpecialFunctions.GammaLn(r) + SpecialFunctions.GammaLn(a + b) - SpecialFunctions.GammaLn(b);
        // What depends on x alone is made once for each x: many buyers share it.
        foreach (int x in groups.Repeats) tables[x] = constant + SpecialFunctions.GammaLn(r + x) + SpecialFunctions.GammaLn(b + x) - SpecialFunctions.GammaLn(a + b + x);
        double sum = 0;
        foreach ((PurchaseSummary buyer, int count) in groups.Groups)
        {
            int x = buyer.Repeats;
            double alive = -(r + x) * Math.Log(alpha + buyer.Age);
            double stopped = x == 0 ? double.NegativeInfinity : Math.Log(a / (b + x - 1)) - ((r + x) * Math.Log(alpha + buyer.Recency));
            double more = Math.Max(alive, stopped);
            sum += count * (tables[x] + more + double.LogP1(Math.Exp(Math.Min(alive, stopped) - more)));
        }
        return sum;
    }
}

/// <summary>Buyers of equal history together: the likelihood is the same for all of them.</summary>
internal sealed class BuyerGroups
{
    public BuyerGroups(IEnumerable<PurchaseSummary> buyers)
    {
        Dictionary<PurchaseSummary, int> counts = [];
        foreach (PurchaseSummary buyer in buyers)
        {
            PurchaseSummary history = buyer with { MeanValue = 0 };
            counts[history] = counts.GetValueOrDefault(history) + 1;
        }
        // In an order of their own: sums must not depend on who came first.
        Groups = [.. counts.OrderBy(one => one.Key.Repeats).ThenBy(one => one.Key.Recency).ThenBy(one => one.Key.Age).Select(one => (one.Key, one.Value))];
        Repeats = [.. Groups.Select(group => group.Buyer.Repeats).Distinct()];
        MostRepeats = Repeats.Length == 0 ? 0 : Repeats[^1];
        MeanAge = Math.Max(1, Groups.Length == 0 ? 1 : Groups.Sum(group => group.Count * group.Buyer.Age) / Groups.Sum(group => (double)group.Count));
    }

    public (PurchaseSummary Buyer, int Count)[] Groups { get; }

    public int[] Repeats { get; }

    public int MostRepeats { get; }

    public double MeanAge { get; }
}
