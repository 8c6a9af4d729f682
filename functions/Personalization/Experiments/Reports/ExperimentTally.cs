using System.Collections.Immutable;
using Personalization.Experiments.Definitions;
using Personalization.Profiles;
using Personalization.Profiles.Exposures;

namespace Personalization.Experiments.Reports;

/// <summary>Counts people for experiments: each from the first exposure on, beside what they did before it. Give it only people who may be counted.</summary>
/// <param name="experiments">What is counted for.</param>
/// <param name="currency">The currency of revenue.</param>
/// <param name="at">When the people are as they are, UTC.</param>
public sealed class ExperimentTally(IEnumerable<StartedExperiment> experiments, string currency, DateTimeOffset at)
{
    /// <summary>How far back what people did before counts: what they did long ago tells little.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromDays(14);

    private const int ShopDays = 28;

    private readonly Counter[] counters = [.. experiments.Where(one => one.Experiment.Kind is not ExperimentKind.Switchback).Select(one => new Counter(one))];
    private readonly SwitchbackTally[] switchbacks = [.. experiments.Where(one => one.Experiment.Kind is ExperimentKind.Switchback).Select(one => new SwitchbackTally(one, at))];
    private readonly SortedDictionary<int, long> days = [];
    private MetricSums shop = MetricSums.None;

    /// <summary>Adds somebody.</summary>
    public void Add(Profile profile)
    {
        HashSet<int> seen = [];
        foreach (DayCounts counts in profile.EventDays.Values)
            foreach (DayCount one in counts.Days) seen.Add(one.Day);
        foreach (int day in seen) days[day] = days.GetValueOrDefault(day) + 1;
        if (profile.LastSeen >= at.AddDays(-ShopDays))
            shop = shop.With(PersonOutcome.Of(profile, at.AddDays(-ShopDays), at, currency), PersonOutcome.Of(profile, at.AddDays(-2 * ShopDays), at.AddDays(-ShopDays), currency));
        foreach (Counter one in counters) one.Add(profile, currency, at);
        foreach (SwitchbackTally one in switchbacks) one.Add(profile, seen, currency);
    }

    /// <summary>What was counted, put over what was known before: of experiments that are not counted any more, and of days long ago, that stays.</summary>
    public ExperimentResults Over(ExperimentResults before)
    {
        const int DaysKept = 800;
        ImmutableSortedDictionary<string, ExperimentResult>.Builder results = before.Experiments.ToBuilder();
        foreach (Counter one in counters) Put(one.Started.Experiment, one.Sums);
        foreach (SwitchbackTally one in switchbacks) Put(one.Started.Experiment, new ExperimentSums([], 0, one.Periods));
        // Of the newest days people go on coming to be known; the oldest that a profile remembers are not whole.
        int newest = DayCounts.DayOf(at), whole = newest - ProfileLimits.EventDays + 2;
        ImmutableSortedDictionary<int, long> people = before.PeopleByDay.Where(one => one.Key < whole && one.Key > newest - DaysKept)
            .Concat(days.Where(one => one.Key >= whole && one.Key <= newest)).ToImmutableSortedDictionary();
        return new ExperimentResults(at, currency, shop, people, results.ToImmutable());

        void Put(Experiment experiment, ExperimentSums sums) => results[experiment.Id] = ExperimentLooks.With(experiment, before.Experiments.GetValueOrDefault(experiment.Id), sums, at);
    }

    private sealed class Counter(StartedExperiment started)
    {
        private readonly MetricSums[] variants = [.. started.Experiment.Variants.Select(_ => MetricSums.None)];
        private long crossed;

        public StartedExperiment Started => started;

        public ExperimentSums Sums => new([.. variants], crossed, []);

        public void Add(Profile profile, string currency, DateTimeOffset at)
        {
            if (Exposure.Of(profile, started.Experiment.Id) is not { } seen || !started.RunsAt(seen.At) || seen.At > at) return;
            if (seen.HasCrossed)
            {
                crossed++;
                return;
            }
            if (started.Experiment.IndexOf(seen.Variant) is not (>= 0 and int variant)) return;
            DateTimeOffset end = started.EndsAt is { } over && over < at ? over : at;
            variants[variant] = variants[variant].With(PersonOutcome.Of(profile, seen.At, end, currency), PersonOutcome.Of(profile, seen.At - Before, seen.At, currency));
        }
    }
}
