namespace Personalization.Segments.Predictions.Models;

/// <summary>What a buyer is expected to bring.</summary>
public static class LifetimeValue
{
    private const double StepWeeks = 4;
    private const double WeeksOfAYear = 365.25 / 7;

    /// <summary>
    /// Money expected of a buyer within so many weeks, worth less the later it comes: the purchases expected in each four weeks, discounted to the
    /// middle of those, times the expected worth of one (Fader, Hardie and Lee, "RFM and CLV", Journal of Marketing Research 42, 2005).
    /// </summary>
    /// <param name="timing">When buyers buy.</param>
    /// <param name="worth">What for.</param>
    /// <param name="buyer">The buyer.</param>
    /// <param name="weeks">How far ahead.</param>
    /// <param name="yearlyDiscount">By which share money is worth less a year later, 0.1 for ten in a hundred.</param>
    public static double Of(BgNbd timing, GammaGamma worth, PurchaseSummary buyer, double weeks, double yearlyDiscount)
    {
        double purchases = 0, until = 0, before = 0;
        while (until < weeks)
        {
            double next = Math.Min(until + StepWeeks, weeks);
            double expected = timing.Expected(buyer, next);
            purchases += (expected - before) * Math.Pow(1 + yearlyDiscount, -(until + next) / 2 / WeeksOfAYear);
            (until, before) = (next, expected);
        }
        return purchases * worth.Expected(buyer);
    }
}
