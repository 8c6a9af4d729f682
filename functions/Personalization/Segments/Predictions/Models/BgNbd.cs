namespace Personalization.Segments.Predictions.Models;

/// <summary>
/// When buyers buy again, and whether they have stopped: the BG/NBD model of Fader, Hardie and Lee, "Counting Your Customers the Easy Way: An
/// Alternative to the Pareto/NBD Model", Marketing Science 24 (2005). Equations are numbered as there. Time is in weeks.
/// </summary>
/// <param name="R">Shape of the purchase rates' gamma distribution.</param>
/// <param name="Alpha">Its scale, in weeks.</param>
/// <param name="A">First parameter of the drop-out probabilities' beta distribution.</param>
/// <param name="B">Its second parameter.</param>
public sealed record BgNbd(double R, double Alpha, double A, double B)
{
    /// <summary>The probability that a buyer has not stopped. Whoever bought once only cannot have stopped by this model: always 1.</summary>
    public double Alive(PurchaseSummary buyer)
    {
        if (buyer.Repeats == 0) return 1;
        double odds = Math.Log(A / (B + buyer.Repeats - 1)) + ((R + buyer.Repeats) * Math.Log((Alpha + buyer.Age) / (Alpha + buyer.Recency)));
        return 1 / (1 + Math.Exp(odds));
    }

    /// <summary>Repeat purchases expected of a new buyer, equation 9.</summary>
    public double Expected(double weeks) => Sum(0, weeks / (Alpha + weeks));

    /// <summary>Purchases expected of a buyer in the next weeks, equation 10.</summary>
    public double Expected(PurchaseSummary buyer, double weeks) =>
        Sum(buyer.Repeats, weeks / (Alpha + buyer.Age + weeks)) * Alive(buyer);

    /// <summary>
    /// The probability of a purchase in the next weeks: who has not stopped has a rate of gamma distribution (R + x, Alpha + T), whatever becomes of
    /// them after that purchase.
    /// </summary>
    public double Buys(PurchaseSummary buyer, double weeks) =>
        Alive(buyer) * -double.ExpM1((R + buyer.Repeats) * Math.Log((Alpha + buyer.Age) / (Alpha + buyer.Age + weeks)));

    /// <summary>Weeks until a purchase is more likely than not to have come; null where that is never.</summary>
    public double? NextIn(PurchaseSummary buyer)
    {
        double alive = Alive(buyer);
        if (alive <= 0.5) return null;
        double weeks = (Alpha + buyer.Age) * double.ExpM1(-Math.Log(1 - (0.5 / alive)) / (R + buyer.Repeats));
        return double.IsFinite(weeks) ? weeks : null;
    }

    // Both expectations have the form (a+b+x-1)/(a-1) * [1 - (1-z)^(r+x) F(r+x, b+x; a+b+x-1; z)]. By Euler's transformation the bracket is
    // 1 - (1-z)^(a-1) F(a+b-1-r, a-1; a+b+x-1; z), whose terms stay small however large x is.
    private double Sum(int repeats, double z)
    {
        // At a = 1 the form is 0/0, with a limit on both sides that differs from here by less than what data tell.
        double a = Math.Abs(A - 1) < 1e-6 ? 1 + 1e-6 : A;
        double c = a + B + repeats - 1;
        double series = Math.Exp((a - 1) * double.LogP1(-z)) * Hypergeometric.F(a + B - 1 - R, a - 1, c, z);
        return c / (a - 1) * (1 - series);
    }
}
