using MathNet.Numerics.Distributions;
using Personalization.Segments.Predictions.Models;

namespace Personalization.Tests.Segments.Predictions;

/// <summary>Made-up buyers who behave as the models say.</summary>
internal static class Buyers
{
    /// <summary>Buyers whose first purchase is spread over the first third of so many weeks; each with the purchases of so many weeks after.</summary>
    public static IEnumerable<(PurchaseSummary Known, int Later)> Simulate(BgNbd timing, GammaGamma worth, int count, double weeks, double after, int seed)
    {
        Random chance = new(seed);
        for (int number = 0; number < count; number++)
        {
            double age = weeks - (chance.NextDouble() * weeks / 3), rate = Gamma.Sample(chance, timing.R, timing.Alpha), stop = Beta.Sample(chance, timing.A, timing.B);
            double scale = Gamma.Sample(chance, worth.Q, worth.Gamma), at = 0, recency = 0, spent = 0;
            int repeats = 0, later = 0;
            while (chance.NextDouble() >= (at == 0 ? 0 : stop))
            {
                at += Exponential.Sample(chance, rate);
                if (at > age + after) break;
                if (at > age)
                {
                    later++;
                    continue;
                }
                (repeats, recency, spent) = (repeats + 1, at, spent + Gamma.Sample(chance, worth.P, scale));
            }
            yield return (new PurchaseSummary(repeats, recency, age, repeats == 0 ? 0 : spent / repeats), later);
        }
    }
}
