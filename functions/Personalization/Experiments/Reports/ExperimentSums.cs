using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Personalization.Experiments.Definitions;
using Personalization.Experiments.Statistics;

namespace Personalization.Experiments.Reports;

/// <summary>Sums of each metric over people. Field names are storage format.</summary>
public sealed record MetricSums(Moments Conversion, Moments Revenue, Moments Orders)
{
    /// <summary>Nobody.</summary>
    public static MetricSums None { get; } = new(default, default, default);

    /// <summary>Those of a metric.</summary>
    public Moments Of(ExperimentMetric metric) => metric switch
    {
        ExperimentMetric.Revenue => Revenue,
        ExperimentMetric.Orders => Orders,
        _ => Conversion,
    };

    /// <summary>One more person: what was done since, and in as many days before.</summary>
    internal MetricSums With(PersonOutcome since, PersonOutcome before) => new(
        Conversion.With(since.Orders > 0 ? 1 : 0, before.Orders > 0 ? 1 : 0), Revenue.With(since.Revenue, before.Revenue), Orders.With(since.Orders, before.Orders));
}

/// <summary>What was counted of an experiment. Field names are storage format.</summary>
/// <param name="Variants">Sums by variant, in their order; people who saw several are in none.</param>
/// <param name="Crossed">People who saw several variants.</param>
/// <param name="Periods">Whole periods of a switchback; empty of others.</param>
public sealed record ExperimentSums(ImmutableArray<MetricSums> Variants, long Crossed, ImmutableArray<PeriodSums> Periods);

/// <summary>What was counted of a period of a switchback. Field names are storage format.</summary>
/// <param name="Period">Which, from 0.</param>
/// <param name="People">People who were there.</param>
/// <param name="Buyers">People who ordered.</param>
/// <param name="Orders">Their orders.</param>
/// <param name="Revenue">What these brought.</param>
public sealed record PeriodSums(int Period, long People, long Buyers, long Orders, double Revenue);

/// <summary>A look at a comparison with the first variant. Field names are storage format.</summary>
/// <param name="At">When the people were counted, UTC.</param>
/// <param name="Variant">The other variant.</param>
/// <param name="People">In both.</param>
/// <param name="Difference">Relative: 0.1 for ten per cent more.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="P">The always-valid p-value of this look.</param>
public sealed record ExperimentLook(DateTimeOffset At, string Variant, long People, double Difference, double? Low, double? High, double P);

/// <summary>Shares that a bandit gave from a moment on: the propensities of everybody who came then. Field names are storage format.</summary>
/// <param name="At">From when, UTC.</param>
/// <param name="Shares">By variant, in their order.</param>
public sealed record BanditShares(DateTimeOffset At, ImmutableArray<double> Shares);

/// <summary>The last word on an experiment: of one of a weekend, to be read on Monday. Field names are storage format.</summary>
/// <param name="At">When the people were counted that it rests on, UTC.</param>
/// <param name="Verdict">What can be said.</param>
/// <param name="Variant">The variant that it is said of; null for none.</param>
/// <param name="Text">The same in words.</param>
public sealed record ClosingReport(DateTimeOffset At, ExperimentVerdict Verdict, string? Variant, string Text);

/// <summary>All that is known of an experiment by counting. Field names are storage format.</summary>
/// <param name="At">When people were last counted, UTC.</param>
/// <param name="Sums">Counts.</param>
public sealed record ExperimentResult(DateTimeOffset At, ExperimentSums Sums)
{
    /// <summary>Looks so far, oldest first; the newest <see cref="MostLooks"/>.</summary>
    public ImmutableArray<ExperimentLook> Looks { get; init; } = [];

    /// <summary>The lowest p-value of each variant at any look: an always-valid one never rises.</summary>
    public ImmutableSortedDictionary<string, double> LowestP { get; init; } = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    /// <summary>What was said when it had ended and all had been counted; null before.</summary>
    public ClosingReport? Closing { get; init; }

    /// <summary>Shares of a bandit, oldest first.</summary>
    public ImmutableArray<BanditShares> Shares { get; init; } = [];

    /// <summary>Looks, and shares, that are kept.</summary>
    public const int MostLooks = 400;
}

/// <summary>What the newest pass over all people has counted for experiments. Field names are storage format.</summary>
/// <param name="At">When the pass began, UTC.</param>
/// <param name="Currency">What revenue is counted in.</param>
/// <param name="Shop">Everybody who was there in the last 28 days, and what they did in them.</param>
/// <param name="PeopleByDay">People of each day, by its number since 1970.</param>
/// <param name="Experiments">By id.</param>
public sealed record ExperimentResults(
    DateTimeOffset At, string Currency, MetricSums Shop, ImmutableSortedDictionary<int, long> PeopleByDay, ImmutableSortedDictionary<string, ExperimentResult> Experiments)
{
    /// <summary>Nothing was counted yet.</summary>
    public static ExperimentResults None { get; } = new(
        DateTimeOffset.MinValue, "", MetricSums.None, ImmutableSortedDictionary<int, long>.Empty, ImmutableSortedDictionary.Create<string, ExperimentResult>(StringComparer.Ordinal));

    /// <summary>Shares that a bandit gives now; null where nothing was learned.</summary>
    public ImmutableArray<double>? SharesOf(string experiment) => Experiments.GetValueOrDefault(experiment)?.Shares is [.., { } newest] ? newest.Shares : null;

    /// <summary>With the last word on those that have ended and have none.</summary>
    /// <param name="started">Experiments.</param>
    /// <param name="at">When the people were counted, UTC.</param>
    public ExperimentResults Closed(IEnumerable<StartedExperiment> started, DateTimeOffset at)
    {
        ImmutableSortedDictionary<string, ExperimentResult>.Builder results = Experiments.ToBuilder();
        foreach (StartedExperiment one in started)
        {
            if (!(one.EndsAt <= at) || !results.TryGetValue(one.Experiment.Id, out ExperimentResult? known) || known.Closing is not null) continue;
            ExperimentReport report = ExperimentReporter.Of(one.Experiment, known);
            results[one.Experiment.Id] = known with { Closing = new ClosingReport(at, report.Verdict, report.Variant, report.Text) };
        }
        return this with { Experiments = results.ToImmutable() };
    }
}

/// <summary>Source-generated serializers of what is counted of experiments.</summary>
[JsonSerializable(typeof(ExperimentResults))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
public sealed partial class ExperimentResultsCodec : JsonSerializerContext;
