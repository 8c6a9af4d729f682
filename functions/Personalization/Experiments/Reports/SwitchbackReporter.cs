using System.Globalization;
using Personalization.Experiments.Definitions;
using Personalization.Experiments.Statistics;

namespace Personalization.Experiments.Reports;

/// <summary>Says what the periods of a switchback mean, and what to keep in mind.</summary>
internal static class SwitchbackReporter
{
    public static ExperimentReport Of(Experiment experiment, ExperimentResult result)
    {
        int count = experiment.Variants.Length;
        SwitchbackPeriod[] periods = [.. result.Sums.Periods.Select(one => new SwitchbackPeriod(one.Period, Switchback.VariantOf(experiment, one.Period), one.People, Value(one, experiment.Metric)))];
        SwitchbackResult[] results = [.. Enumerable.Range(1, count - 1).Select(variant => SwitchbackTest.Compare(periods, count, variant))];
        double[] values = Holm.Adjust([.. results.Select(one => one.P)]);
        return ExperimentReporter.Said(experiment, ExperimentVerdict.Switchback, null, Text(results[0].Rounds)) with
        {
            Variants = [.. experiment.Variants.Select((one, place) => Variant(experiment, one, [.. result.Sums.Periods.Where(period => Switchback.VariantOf(experiment, period.Period) == place)]))],
            Comparisons =
            [
                .. results.Select((one, place) => new ComparisonReport(
                    experiment.Variants[place + 1].Id, one.Difference, double.IsFinite(one.Low) ? one.Low : null, double.IsFinite(one.High) ? one.High : null, values[place])),
            ],
            Warnings = [.. results.SelectMany(one => one.Warnings).Distinct()],
        };
    }

    private static string Text(int rounds) => string.Create(
        CultureInfo.InvariantCulture,
        $"{rounds} whole rounds. Everybody saw the same at the same time, so this rests on rounds, not on people: what people did under one variant reaches into the next, a holiday falls on one of them, and the p-value is to be looked at once, at the end.");

    private static double Value(PeriodSums sums, ExperimentMetric metric) => metric switch
    {
        ExperimentMetric.Revenue => sums.Revenue,
        ExperimentMetric.Orders => sums.Orders,
        _ => sums.Buyers,
    };

    private static VariantReport Variant(Experiment experiment, ExperimentVariant variant, IReadOnlyList<PeriodSums> periods)
    {
        double people = Math.Max(1, periods.Sum(one => one.People));
        return new VariantReport(
            variant.Id, periods.Sum(one => one.People), 1.0 / experiment.Variants.Length, periods.Sum(one => one.Buyers) / people, periods.Sum(one => one.Revenue) / people, periods.Sum(one => one.Orders) / people);
    }
}
