using System.Collections.Immutable;
using System.Globalization;
using Personalization.Experiments.Definitions;
using Personalization.Experiments.Statistics;

namespace Personalization.Experiments.Reports;

/// <summary>Says what counts mean.</summary>
public static class ExperimentReporter
{
    private const double Alpha = 0.05;

    // More of them than this, and it is worth asking why.
    private const double ManyCrossed = 0.05;

    /// <summary>The report of an experiment.</summary>
    /// <param name="experiment">It.</param>
    /// <param name="result">What was counted; null for nothing.</param>
    public static ExperimentReport Of(Experiment experiment, ExperimentResult? result)
    {
        if (result is null) return Said(experiment, ExperimentVerdict.NotCounted, null, "Nobody has been counted yet: people are counted every night, and when a weekend's experiment ends.");
        if (experiment.Kind is ExperimentKind.Switchback) return SwitchbackReporter.Of(experiment, result);
        ExperimentSums sums = result.Sums;
        ExperimentReport counted = Said(experiment, ExperimentVerdict.TooEarly, null, "") with
        {
            Variants = Variants(experiment, sums, result), Crossed = sums.Crossed, NoiseRemoved = Cuped.Reduction([.. sums.Variants.Select(one => one.Of(experiment.Metric))]),
        };
        long people = sums.Variants.Sum(one => one.Conversion.N);
        if (sums.Crossed > ManyCrossed * (people + sums.Crossed)) counted = counted with { Warnings = ["many-crossed"] };
        if (experiment.Kind is ExperimentKind.Bandit) return Learned(experiment, counted, result);
        SampleRatio ratio = SampleRatio.Of([.. sums.Variants.Select(one => one.Conversion.N)], [.. experiment.Variants.Select(one => one.Weight)]);
        counted = counted with { Ratio = ratio };
        if (ratio.IsAlarm)
            return counted with
            {
                Verdict = ExperimentVerdict.SampleRatio,
                Text = Text($"The counts of people do not fit the weights (p = {ratio.P:0.#######}): something loses people of one variant. Find out what before you believe any number of this experiment."),
            };
        return ExperimentLooks.AreEnough(sums) ? Compared(experiment, counted, result) : counted with { Text = Text($"Each variant needs {SequentialTest.Fewest} people before anything is said.") };
    }

    private static ExperimentReport Compared(Experiment experiment, ExperimentReport counted, ExperimentResult result)
    {
        Arm[] arms = ExperimentLooks.Arms(result.Sums, experiment.Metric);
        double[] values = Holm.Adjust([.. experiment.Variants.Skip(1).Select(one => result.LowestP.GetValueOrDefault(one.Id, 1))]);
        ImmutableArray<ComparisonReport> comparisons =
        [
            .. values.Select((p, place) => (P: p, Place: place + 1, Result: ExperimentLooks.Compare(arms, place + 1)))
                .Select(one => new ComparisonReport(experiment.Variants[one.Place].Id, one.Result.Difference, Finite(one.Result.Low), Finite(one.Result.High), one.P)),
        ];
        ExperimentReport compared = counted with { Comparisons = comparisons, Guardrails = Guarded(experiment, result.Sums) };
        ComparisonReport[] found = [.. comparisons.Where(one => one.P < Alpha)];
        if (found.Where(one => one.Difference > 0).MaxBy(one => one.Difference) is { } best)
            return compared.Guardrails.FirstOrDefault(one => one.Variant == best.Variant && one.State is GuardrailState.Harmed) is { } harm
                ? compared with { Verdict = ExperimentVerdict.GuardrailHarmed, Variant = best.Variant, Text = Text($"{best.Variant} does better in {Name(experiment.Metric)} and worse in {Name(harm.Metric)} than you would bear.") }
                : compared with { Verdict = ExperimentVerdict.Better, Variant = best.Variant, Text = Text($"{best.Variant} is better than {experiment.Variants[0].Id}: {best.Difference:+0.0%;-0.0%} in {Name(experiment.Metric)} ({best.Low:+0.0%;-0.0%} to {best.High:+0.0%;-0.0%}).") };
        if (found.MinBy(one => one.Difference) is { } worst)
            return compared with { Verdict = ExperimentVerdict.Worse, Variant = worst.Variant, Text = Text($"{worst.Variant} is worse than {experiment.Variants[0].Id}: {worst.Difference:+0.0%;-0.0%} in {Name(experiment.Metric)}.") };
        return compared with { Verdict = ExperimentVerdict.Open, Text = "No difference found yet. You may look as often as you like." };
    }

    private static ExperimentReport Learned(Experiment experiment, ExperimentReport counted, ExperimentResult result)
    {
        if (result.Shares is not [.., { } newest]) return counted;
        int most = newest.Shares.IndexOf(newest.Shares.Max());
        return counted with
        {
            Verdict = ExperimentVerdict.Bandit, Variant = experiment.Variants[most].Id,
            Text = Text($"{experiment.Variants[most].Id} has {newest.Shares[most]:0%} of the people now. A bandit earns while it learns; to know how much better it is, run a fixed experiment."),
        };
    }

    private static ImmutableArray<GuardrailReport> Guarded(Experiment experiment, ExperimentSums sums) =>
    [
        .. from rail in experiment.Guardrails
           let arms = ExperimentLooks.Arms(sums, rail.Metric)
           from place in Enumerable.Range(1, arms.Length - 1)
           select new GuardrailReport(experiment.Variants[place].Id, rail.Metric, rail.Margin, GuardrailTest.Of(arms[0], arms[place], rail.Margin)),
    ];

    private static ImmutableArray<VariantReport> Variants(Experiment experiment, ExperimentSums sums, ExperimentResult result)
    {
        double weights = experiment.Variants.Sum(one => one.Weight);
        ImmutableArray<double>? learned = result.Shares is [.., { } newest] ? newest.Shares : null;
        return
        [
            .. experiment.Variants.Select((one, place) => new VariantReport(
                one.Id, sums.Variants[place].Conversion.N, learned?[place] ?? (one.Weight / weights), sums.Variants[place].Conversion.Mean, sums.Variants[place].Revenue.Mean, sums.Variants[place].Orders.Mean)),
        ];
    }

    internal static ExperimentReport Said(Experiment experiment, ExperimentVerdict verdict, string? variant, string text) =>
        new(verdict, variant, text, [.. experiment.Variants.Select(one => new VariantReport(one.Id, 0, one.Weight / experiment.Variants.Sum(all => all.Weight), 0, 0, 0))], [], []);

    internal static string Name(ExperimentMetric metric) => metric.ToString().ToLowerInvariant();

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
