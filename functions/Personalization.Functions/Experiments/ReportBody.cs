using Personalization.Events;
using Personalization.Experiments.Reports;

namespace Personalization.Functions.Experiments;

/// <summary>A variant in a report.</summary>
internal sealed record VariantBody(string Id, long People, double Share, double Conversion, double Revenue, double Orders);

/// <summary>A comparison with the first variant.</summary>
internal sealed record ComparisonBody(string Variant, double Difference, double? Low, double? High, double P);

/// <summary>How a guardrail stands.</summary>
internal sealed record GuardrailBody(string Variant, string Metric, double Margin, string State);

/// <summary>Whether the counts of people fit the weights.</summary>
internal sealed record RatioBody(double P, bool Alarm);

/// <summary>A look at a comparison.</summary>
internal sealed record LookBody(string At, string Variant, long People, double Difference, double? Low, double? High, double P);

/// <summary>What was said at the end.</summary>
internal sealed record ClosingBody(string At, string Verdict, string? Variant, string Text);

/// <summary>Shares of a bandit from a moment on.</summary>
internal sealed record SharesBody(string At, IReadOnlyList<double> Shares);

/// <summary>What an experiment has shown.</summary>
internal sealed record ExperimentReportBody(
    string Experiment, string State, string? CountedAt, string Verdict, string? Variant, string Text, string Metric, string? Currency, IReadOnlyList<VariantBody> Variants,
    IReadOnlyList<ComparisonBody> Comparisons, IReadOnlyList<GuardrailBody> Guardrails, RatioBody? SampleRatio, double? NoiseRemoved, long Crossed, IReadOnlyList<string> Warnings,
    IReadOnlyList<LookBody> Looks, IReadOnlyList<SharesBody>? Shares, ClosingBody? Closing)
{
    public static ExperimentReportBody From(WrittenExperiment written, ExperimentResults results, DateTimeOffset now)
    {
        ExperimentResult? result = results.Experiments.GetValueOrDefault(written.Experiment.Id);
        ExperimentReport report = ExperimentReporter.Of(written.Experiment, result);
        return new ExperimentReportBody(
            written.Experiment.Id, ExperimentLineBody.Called(written.Line.StateAt(now)), ExperimentLineBody.Time(result?.At), ExperimentLineBody.Called(report.Verdict), report.Variant, report.Text,
            ExperimentLineBody.Called(written.Experiment.Metric), result is null ? null : results.Currency,
            [.. report.Variants.Select(one => new VariantBody(one.Id, one.People, Round(one.Share), Round(one.Conversion), Round(one.Revenue), Round(one.Orders)))],
            [.. report.Comparisons.Select(one => new ComparisonBody(one.Variant, Round(one.Difference), Round(one.Low), Round(one.High), Round(one.P)))],
            [.. report.Guardrails.Select(one => new GuardrailBody(one.Variant, ExperimentLineBody.Called(one.Metric), one.Margin, ExperimentLineBody.Called(one.State)))],
            report.Ratio is { } ratio ? new RatioBody(Round(ratio.P), ratio.IsAlarm) : null, report.NoiseRemoved is { } removed ? Round(removed) : null, report.Crossed, report.Warnings,
            [.. (result?.Looks ?? []).Select(one => new LookBody(EventCodec.Text(one.At), one.Variant, one.People, Round(one.Difference), Round(one.Low), Round(one.High), Round(one.P)))],
            result is { Shares.IsEmpty: false } ? [.. result.Shares.Select(one => new SharesBody(EventCodec.Text(one.At), [.. one.Shares.Select(share => Round(share))]))] : null,
            result?.Closing is { } last ? new ClosingBody(EventCodec.Text(last.At), ExperimentLineBody.Called(last.Verdict), last.Variant, last.Text) : null);
    }

    private static double Round(double value) => Math.Round(value, 6);

    private static double? Round(double? value) => value is { } known ? Round(known) : null;
}

/// <summary>How long an experiment takes with the people of a month.</summary>
internal sealed record SeasonBody(int Month, double PeoplePerDay, int? Days);

/// <summary>What an experiment needs.</summary>
internal sealed record PowerBody(
    string Metric, double Baseline, double Lift, int Variants, double Power, double PeoplePerVariantAtOneLook, double? PeoplePerDay, int? Days, IReadOnlyList<SeasonBody> Seasons, string Text);
