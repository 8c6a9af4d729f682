namespace Personalization.Segments.Predictions.Models;

/// <summary>Gauss's hypergeometric function.</summary>
internal static class Hypergeometric
{
    private const int MostTerms = 100_000;

    /// <summary>By its series, for z from 0 to below 1.</summary>
    public static double F(double a, double b, double c, double z)
    {
        double term = 1, sum = 1;
        for (int n = 0; n < MostTerms; n++)
        {
            double factor = (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
            term *= factor;
            sum += term;
            // What is still to come is a geometric series at most, once the factors fall below one.
            if (Math.Abs(factor) < 1 && Math.Abs(term) <= 1e-15 * Math.Abs(sum) * (1 - Math.Abs(factor))) return sum;
        }
        return sum;
    }
}
