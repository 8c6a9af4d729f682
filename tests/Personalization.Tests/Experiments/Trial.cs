using Personalization.Experiments;
using Personalization.Experiments.Bucketing;
using Personalization.Experiments.Definitions;
using Personalization.Profiles;
using Personalization.Profiles.Exposures;

namespace Personalization.Tests.Experiments;

/// <summary>Short ways to experiments and to people who are asked about.</summary>
internal static class Trial
{
    public static DateTimeOffset Start { get; } = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public static Experiment Of(string id, params string[] variants) => new(id, id, "", [.. (variants.Length == 0 ? ["a", "b"] : variants).Select(one => new ExperimentVariant(one, 1))], 1);

    public static StartedExperiment Started(this Experiment experiment) => new(experiment, Start, null);

    public static ExperimentSet Set(params Experiment[] experiments) => ExperimentSet.Of(experiments.Select(one => one.Started()));

    public static ExperimentSubject Somebody(string unit, Profile? profile = null, params string[] segments) => new(unit, profile, segments, Start.AddDays(1));

    public static string? Variant(this ExperimentSet set, string experiment, string unit) => set.Find(experiment, Somebody(unit))?.Variant;

    public static ExperimentGroup Group(double from, double to) => new("group", new BucketRange(from, to));

    public static Profile Seen(string unit, string experiment, string variant) => new()
    {
        Key = PersonKey.Anonymous(unit), Experiments = System.Collections.Immutable.ImmutableSortedDictionary<string, Exposure>.Empty.Add(experiment, new Exposure(variant, Start, Start)),
    };
}
