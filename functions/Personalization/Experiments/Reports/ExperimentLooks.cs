using System.Collections.Immutable;
using Personalization.Common;
using Personalization.Experiments.Definitions;
using Personalization.Experiments.Statistics;

namespace Personalization.Experiments.Reports;

/// <summary>What each count adds to what is known of an experiment.</summary>
internal static class ExperimentLooks
{
    private const double Alpha = 0.05;

    /// <summary>The arms of a metric, without the noise that was known before.</summary>
    public static Arm[] Arms(ExperimentSums sums, ExperimentMetric metric) => Cuped.Adjust([.. sums.Variants.Select(one => one.Of(metric))]);

    /// <summary>The comparison of a variant with the first; the interval so wide that all together hold.</summary>
    public static SequentialResult Compare(Arm[] arms, int variant) => SequentialTest.CompareRelative(arms[0], arms[variant], Alpha / (arms.Length - 1));

    public static bool AreEnough(ExperimentSums sums) => sums.Variants.All(one => one.Conversion.N >= SequentialTest.Fewest);

    /// <summary>The result with another count. The same count twice changes nothing.</summary>
    public static ExperimentResult With(Experiment experiment, ExperimentResult? before, ExperimentSums sums, DateTimeOffset at)
    {
        ExperimentResult known = (before ?? new ExperimentResult(at, sums)) with { At = at, Sums = sums };
        return experiment.Kind switch
        {
            ExperimentKind.Bandit => known with { Shares = Last(known.Shares.Where(one => one.At < at).Append(new BanditShares(at, Shares(experiment, sums, at)))) },
            ExperimentKind.Switchback => known,
            _ when AreEnough(sums) => Looked(experiment, known, sums, at),
            _ => known,
        };
    }

    private static ExperimentResult Looked(Experiment experiment, ExperimentResult known, ExperimentSums sums, DateTimeOffset at)
    {
        Arm[] arms = Arms(sums, experiment.Metric);
        ImmutableSortedDictionary<string, double> lowest = known.LowestP;
        List<ExperimentLook> looks = [.. known.Looks.Where(one => one.At < at)];
        for (int place = 1; place < arms.Length; place++)
        {
            string variant = experiment.Variants[place].Id;
            SequentialResult result = Compare(arms, place);
            // The p-value is of the difference itself: the test is exact for it, and the same whatever it is called relative to.
            double p = SequentialTest.Compare(arms[0], arms[place], Alpha).P;
            looks.Add(new ExperimentLook(at, variant, (long)(arms[0].N + arms[place].N), result.Difference, Finite(result.Low), Finite(result.High), p));
            lowest = lowest.SetItem(variant, Math.Min(p, lowest.GetValueOrDefault(variant, 1)));
        }
        return known with { Looks = Last(looks), LowestP = lowest };
    }

    private static ImmutableArray<double> Shares(Experiment experiment, ExperimentSums sums, DateTimeOffset at) =>
        Bandit.Shares([.. sums.Variants.Select(one => one.Of(experiment.Metric))], experiment.Metric is ExperimentMetric.Conversion, StableHash.Of($"{experiment.Seed}\n{at.UtcTicks}"));

    private static ImmutableArray<T> Last<T>(IEnumerable<T> all) => [.. all.TakeLast(ExperimentResult.MostLooks)];

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
