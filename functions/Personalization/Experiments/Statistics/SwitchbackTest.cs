using MathNet.Numerics.Distributions;

namespace Personalization.Experiments.Statistics;

/// <summary>What was measured in a period.</summary>
/// <param name="Period">Which, from 0.</param>
/// <param name="Variant">The place of the variant that was shown.</param>
/// <param name="People">People who were there.</param>
/// <param name="Value">What was measured of them together.</param>
public readonly record struct SwitchbackPeriod(int Period, int Variant, long People, double Value)
{
    /// <summary>What was measured of each.</summary>
    public double Rate => People == 0 ? 0 : Value / People;
}

/// <summary>What a switchback says of a variant.</summary>
/// <param name="Difference">Mean difference from the first variant in the same round.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="P">To be looked at once, at the end.</param>
/// <param name="Rounds">Whole rounds that it rests on.</param>
/// <param name="Warnings">What to keep in mind: <c>few-periods</c>, <c>carry-over</c>, <c>look-once</c>.</param>
public sealed record SwitchbackResult(double Difference, double Low, double High, double P, int Rounds, IReadOnlyList<string> Warnings);

/// <summary>Compares variants round by round: what differs between weeks differs for all variants of a round. The unit is the round, however many people came.</summary>
public static class SwitchbackTest
{
    /// <summary>With fewer rounds a single odd day decides.</summary>
    public const int FewRounds = 10;

    /// <summary>Compares a variant with the first.</summary>
    /// <param name="periods">Whole periods.</param>
    /// <param name="variants">How many variants there are.</param>
    /// <param name="variant">The one that is compared.</param>
    public static SwitchbackResult Compare(IEnumerable<SwitchbackPeriod> periods, int variants, int variant)
    {
        double[] differences = [.. periods.GroupBy(one => one.Period / variants).OrderBy(round => round.Key)
            .Where(round => round.Count() == variants && round.All(one => one.People > 0))
            .Select(round => round.Single(one => one.Variant == variant).Rate - round.Single(one => one.Variant == 0).Rate)];
        List<string> warnings = ["carry-over", "look-once"];
        if (differences.Length < FewRounds) warnings.Insert(0, "few-periods");
        double mean = differences.Length == 0 ? 0 : differences.Average();
        if (differences.Length < 2) return new SwitchbackResult(mean, double.NegativeInfinity, double.PositiveInfinity, 1, differences.Length, warnings);
        double error = Math.Sqrt(differences.Sum(one => (one - mean) * (one - mean)) / (differences.Length - 1) / differences.Length);
        StudentT law = new(0, 1, differences.Length - 1);
        double wide = law.InverseCumulativeDistribution(0.975) * error;
        double p = error > 0 ? 2 * (1 - law.CumulativeDistribution(Math.Abs(mean) / error)) : mean == 0 ? 1 : 0;
        return new SwitchbackResult(mean, mean - wide, mean + wide, p, differences.Length, warnings);
    }
}
