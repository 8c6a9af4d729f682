using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Personalization.Common;
using Personalization.Experiments.Bucketing;
using Personalization.Experiments.Definitions;
using Personalization.Profiles.Exposures;

namespace Personalization.Experiments;

/// <summary>An experiment that was started.</summary>
/// <param name="Experiment">It.</param>
/// <param name="StartsAt">From when on people are in it.</param>
/// <param name="EndsAt">Until when; null for no end.</param>
public sealed record StartedExperiment(Experiment Experiment, DateTimeOffset StartsAt, DateTimeOffset? EndsAt)
{
    /// <summary>Shares that a bandit gives now, by variant; null where nothing was learned yet.</summary>
    public ImmutableArray<double>? Shares { get; init; }

    /// <summary>Whether people are in it.</summary>
    public bool RunsAt(DateTimeOffset now) => now >= StartsAt && !(now >= EndsAt);
}

/// <summary>
/// The shop's experiments, ready to be asked. Somebody who was seen in a variant stays in it as long as the experiment runs; all others are placed by a hash
/// of ids. Nothing is stored on asking: exposures come back as events.
/// </summary>
public sealed class ExperimentSet : IAssigner
{
    private const string GroupSeed = "__";

    private readonly FrozenDictionary<string, Placed> experiments;
    private readonly Placed[] holdouts;

    private ExperimentSet(FrozenDictionary<string, Placed> experiments, string version)
    {
        (this.experiments, Version) = (experiments, version);
        holdouts = [.. experiments.Values.Where(one => one.Started.Experiment.Kind is ExperimentKind.Holdout).OrderBy(one => one.Started.Experiment.Id, StringComparer.Ordinal)];
    }

    /// <summary>No experiment.</summary>
    public static ExperimentSet None { get; } = new(FrozenDictionary<string, Placed>.Empty, "none");

    /// <inheritdoc/>
    public string Version { get; }

    /// <summary>Those that were started.</summary>
    public IEnumerable<StartedExperiment> All => experiments.Values.Select(one => one.Started);

    /// <summary>Puts experiments together.</summary>
    public static ExperimentSet Of(IEnumerable<StartedExperiment> started)
    {
        Placed[] all = [.. started.Select(one => new Placed(one))];
        if (all.Length == 0) return None;
        string version = StableHash.Hex(string.Join('\n', all.Select(one => one.Named).Order(StringComparer.Ordinal)), 16);
        return new ExperimentSet(all.ToFrozenDictionary(one => one.Started.Experiment.Id, StringComparer.Ordinal), version);
    }

    /// <summary>The experiment of that id that was started, or null.</summary>
    public StartedExperiment? Find(string experiment) => experiments.TryGetValue(experiment, out Placed? found) ? found.Started : null;

    /// <inheritdoc/>
    public bool Knows(string experiment) => experiments.ContainsKey(experiment);

    /// <inheritdoc/>
    public Assignment? Find(string experiment, ExperimentSubject subject)
    {
        if (!experiments.TryGetValue(experiment, out Placed? placed) || !placed.Started.RunsAt(subject.At)) return null;
        return placed.Started.Experiment.Kind switch
        {
            ExperimentKind.Holdout => placed.Drawn(subject),
            _ when IsHeldOut(subject) => null,
            ExperimentKind.Switchback => placed.OfPeriod(subject.At),
            _ => placed.Stayed(subject) ?? placed.Drawn(subject),
        };
    }

    private bool IsHeldOut(ExperimentSubject subject)
    {
        foreach (Placed one in holdouts)
            if (one.Started.RunsAt(subject.At) && one.Drawn(subject) is { } drawn && drawn.Variant == one.Started.Experiment.Variants[0].Id) return true;
        return false;
    }

    private sealed class Placed
    {
        private readonly ImmutableArray<BucketRange> ranges;
        private readonly Assignment[] assignments;

        public Placed(StartedExperiment started)
        {
            Started = started;
            double[] shares = [.. started.Shares is { } learned && learned.Length == started.Experiment.Variants.Length ? learned : [.. started.Experiment.Variants.Select(one => one.Weight)]];
            ranges = Buckets.Ranges(shares, started.Experiment.Traffic);
            assignments = [.. started.Experiment.Variants.Select((one, place) => new Assignment(started.Experiment.Id, one.Id, Math.Clamp(shares[place] / shares.Sum(), 1e-9, 1)))];
        }

        public StartedExperiment Started { get; }

        public string Named => string.Create(
            CultureInfo.InvariantCulture, $"{Started.Experiment.Id} {Started.Experiment.Version} {Started.StartsAt.UtcTicks} {Started.EndsAt?.UtcTicks} {string.Join(' ', ranges.Select(one => one.From))}");

        /// <summary>Where the person was seen already; the probability is today's of that variant.</summary>
        public Assignment? Stayed(ExperimentSubject subject) =>
            subject.Profile is { } profile && Exposure.Of(profile, Started.Experiment.Id) is { } seen && Started.Experiment.IndexOf(seen.Variant) is >= 0 and int place ? assignments[place] : null;

        public Assignment? Drawn(ExperimentSubject subject)
        {
            Experiment one = Started.Experiment;
            string unit = one.Unit is ExperimentUnit.Device ? subject.Device ?? subject.Unit : subject.Unit;
            if (unit.Length == 0 || (!one.Audience.IsEmpty && !IsIn(one.Audience, subject.Segments))) return null;
            if (one.Group is { } group && !group.Range.Holds(Buckets.Place(BucketHash.Murmur3, GroupSeed + group.Name, unit))) return null;
            int place = Buckets.Choose(Buckets.Place(one.Hash, one.Seed, unit), ranges);
            return place < 0 ? null : assignments[place];
        }

        public Assignment OfPeriod(DateTimeOffset at) => assignments[Statistics.Switchback.VariantOf(Started.Experiment, Started.StartsAt, at)];

        private static bool IsIn(ImmutableArray<string> audience, IReadOnlyList<string> segments)
        {
            for (int place = 0; place < segments.Count; place++)
                if (audience.Contains(segments[place])) return true;
            return false;
        }
    }
}
