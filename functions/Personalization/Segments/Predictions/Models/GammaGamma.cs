using MathNet.Numerics;

namespace Personalization.Segments.Predictions.Models;

/// <summary>
/// What a purchase is worth: the Gamma-Gamma model of Fader and Hardie, "The Gamma-Gamma Model of Monetary Value" (2013). It takes worth and
/// frequency of purchases to be independent of each other.
/// </summary>
/// <param name="P">Shape of a buyer's purchase values.</param>
/// <param name="Q">Shape of the distribution of their scales over buyers.</param>
/// <param name="Gamma">Its scale, in money.</param>
public sealed record GammaGamma(double P, double Q, double Gamma)
{
    /// <summary>What a purchase of somebody is worth of whom nothing is known; infinite where the spread of buyers has no mean.</summary>
    public double Mean => Q > 1 ? P * Gamma / (Q - 1) : double.PositiveInfinity;

    /// <summary>What a purchase of this buyer is worth: between the buyer's own mean and everybody's, nearer to the own the more purchases there were.</summary>
    public double Expected(PurchaseSummary buyer) =>
        buyer.Repeats == 0 || buyer.MeanValue <= 0 ? Mean : P * (Gamma + (buyer.Repeats * buyer.MeanValue)) / ((P * buyer.Repeats) + Q - 1);
}

/// <summary>A fitted model of what purchases are worth.</summary>
/// <param name="Model">Parameters.</param>
/// <param name="LogLikelihood">Of all buyers who bought again.</param>
/// <param name="Buyers">How many those are.</param>
/// <param name="Correlation">Between how often they bought and for how much: the model takes it to be nothing.</param>
public sealed record GammaGammaFit(GammaGamma Model, double LogLikelihood, int Buyers, double Correlation)
{
    /// <summary>The parameters with the highest likelihood; null where buyers do not tell them, or tell of no mean.</summary>
    public static GammaGammaFit? Of(IEnumerable<PurchaseSummary> buyers)
    {
        PurchaseSummary[] repeat = [.. buyers.Where(buyer => buyer.Repeats > 0 && buyer.MeanValue > 0).OrderBy(buyer => buyer.Repeats).ThenBy(buyer => buyer.MeanValue)];
        if (repeat.Length < 2 || repeat[0].MeanValue == repeat[^1].MeanValue) return null;
        double[] logs = [.. repeat.Select(buyer => Math.Log(buyer.MeanValue))];
        double[]? best = Simplex.Maximize(at => LogLikelihoodOf(repeat, logs, new GammaGamma(at[0], at[1], at[2])), [2, 3, repeat.Average(buyer => buyer.MeanValue)]);
        if (best is null || best[1] <= 1) return null;
        GammaGamma model = new(best[0], best[1], best[2]);
        double correlation = MathNet.Numerics.Statistics.Correlation.Pearson(repeat.Select(buyer => (double)buyer.Repeats), repeat.Select(buyer => buyer.MeanValue));
        return new GammaGammaFit(model, LogLikelihoodOf(repeat, logs, model), repeat.Length, double.IsNaN(correlation) ? 0 : correlation);
    }

    // Equation 1a in logarithms.
    private static double LogLikelihoodOf(PurchaseSummary[] buyers, double[] logs, GammaGamma model)
    {
        (double p, double q, double gamma) = model;
        double constant = (q * Math.Log(gamma)) - SpecialFunctions.GammaLn(q), sum = 0, ofRepeats = 0;
        int repeats = -1;
        for (int place = 0; place < buyers.Length; place++)
        {
            int x = buyers[place].Repeats;
            if (x != repeats)
            {
                double px = p * x;
                (repeats, ofRepeats) = (x, constant + SpecialFunctions.GammaLn(px + q) - SpecialFunctions.GammaLn(px) + (px * Math.Log(x)));
            }
            sum += ofRepeats + (((p * x) - 1) * logs[place]) - (((p * x) + q) * Math.Log(gamma + (x * buyers[place].MeanValue)));
        }
        return sum;
    }
}
