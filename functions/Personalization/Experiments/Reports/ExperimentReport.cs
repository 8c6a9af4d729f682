using System.Collections.Immutable;
using Personalization.Experiments.Definitions;
using Personalization.Experiments.Statistics;

namespace Personalization.Experiments.Reports;

/// <summary>What can be said of an experiment.</summary>
public enum ExperimentVerdict
{
    /// <summary>Nobody was counted yet.</summary>
    NotCounted = 1,

    /// <summary>Too few people.</summary>
    TooEarly,

    /// <summary>The counts of people do not fit the weights: no number of it can be trusted.</summary>
    SampleRatio,

    /// <summary>Nothing found yet; to go on looking does no harm.</summary>
    Open,

    /// <summary>A variant is better than the first.</summary>
    Better,

    /// <summary>No variant is better, and one or more are worse.</summary>
    Worse,

    /// <summary>A variant is better, and something that must not get worse has.</summary>
    GuardrailHarmed,

    /// <summary>A bandit: shares tell what it holds of the variants; differences are not tested, since shares followed from them.</summary>
    Bandit,

    /// <summary>A switchback: to be read once, at its end, with its warnings.</summary>
    Switchback,
}

/// <summary>A variant in a report.</summary>
/// <param name="Id">Its id.</param>
/// <param name="People">People who saw it and no other.</param>
/// <param name="Share">The share that it is meant to have.</param>
/// <param name="Conversion">Share of people who ordered.</param>
/// <param name="Revenue">Revenue of each person.</param>
/// <param name="Orders">Orders of each person.</param>
public sealed record VariantReport(string Id, long People, double Share, double Conversion, double Revenue, double Orders);

/// <summary>A comparison with the first variant, in the experiment's metric.</summary>
/// <param name="Variant">The other.</param>
/// <param name="Difference">Relative: 0.1 for ten per cent more; of a switchback, absolute.</param>
/// <param name="Low">Lower end of the interval; all intervals together hold with 95 %; null for none.</param>
/// <param name="High">Upper end.</param>
/// <param name="P">Always-valid p-value, for all comparisons together; of a switchback, to be looked at once.</param>
public sealed record ComparisonReport(string Variant, double Difference, double? Low, double? High, double P);

/// <summary>How a guardrail stands for a variant.</summary>
public sealed record GuardrailReport(string Variant, ExperimentMetric Metric, double Margin, GuardrailState State);

/// <summary>What an experiment has shown so far.</summary>
/// <param name="Verdict">What can be said.</param>
/// <param name="Variant">The variant that it is said of; null for none.</param>
/// <param name="Text">The same in words.</param>
/// <param name="Variants">What was counted.</param>
/// <param name="Comparisons">Each variant with the first; empty where nothing can be said.</param>
/// <param name="Guardrails">What must not get worse.</param>
public sealed record ExperimentReport(
    ExperimentVerdict Verdict, string? Variant, string Text, ImmutableArray<VariantReport> Variants, ImmutableArray<ComparisonReport> Comparisons, ImmutableArray<GuardrailReport> Guardrails)
{
    /// <summary>Whether the counts of people fit the weights; null where that is not asked.</summary>
    public SampleRatio? Ratio { get; init; }

    /// <summary>The share of the variance that what was known before has taken away.</summary>
    public double? NoiseRemoved { get; init; }

    /// <summary>People who saw several variants: they are in no comparison.</summary>
    public long Crossed { get; init; }

    /// <summary>What to keep in mind: <c>few-periods</c>, <c>carry-over</c>, <c>look-once</c>, <c>many-crossed</c>.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}
