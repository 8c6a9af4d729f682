using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using Personalization.Common;

namespace Personalization.Experiments.Statistics;

/// <summary>
/// Thompson sampling from counts: a variant's share is the probability that it is the best one (Chapelle, Li, "An Empirical Evaluation of Thompson
/// Sampling", 2011). Draws are hashes, so that the same counts give the same shares.
/// </summary>
public static class Bandit
{
    /// <summary>What every variant keeps, so that it can still be found to be better.</summary>
    public const double Floor = 0.05;

    private const int Draws = 4_000;

    /// <summary>Shares by variant; even ones before anybody was seen.</summary>
    /// <param name="variants">What was measured of each.</param>
    /// <param name="isShare">Whether the measure is yes or no.</param>
    /// <param name="seed">Of the draws.</param>
    public static ImmutableArray<double> Shares(IReadOnlyList<Moments> variants, bool isShare, ulong seed)
    {
        int[] best = new int[variants.Count];
        for (int draw = 0; draw < Draws; draw++)
        {
            int first = 0;
            double most = double.NegativeInfinity;
            for (int place = 0; place < variants.Count; place++)
            {
                double drawn = Drawn(variants[place], isShare, Uniform(seed, ((ulong)draw * (ulong)variants.Count) + (ulong)place));
                if (drawn > most) (most, first) = (drawn, place);
            }
            best[first]++;
        }
        double floor = Math.Min(Floor, 1.0 / variants.Count), rest = 1 - (floor * variants.Count);
        return [.. best.Select(one => floor + (rest * one / Draws))];
    }

    // For shares the Beta law by its mean and spread once there is enough of both; exactly before.
    private static double Drawn(Moments variant, bool isShare, double chance)
    {
        if (!isShare) return variant.N < 2 ? Normal.InvCDF(0, 1e9, chance) : Normal.InvCDF(variant.Mean, Math.Sqrt(Math.Max(variant.Variance / variant.N, 1e-12)), chance);
        double yes = variant.Y + 1, no = variant.N - variant.Y + 1, all = yes + no;
        return yes > 100 && no > 100 ? Normal.InvCDF(yes / all, Math.Sqrt(yes * no / (all * all * (all + 1))), chance) : Beta.InvCDF(yes, no, chance);
    }

    private static double Uniform(ulong seed, ulong place) => ((StableHash.Mix(StableHash.Mix(seed) + place) >> 11) + 0.5) / (1UL << 53);
}
