using System.Collections.Immutable;
using Personalization.Profiles;

namespace Personalization.Experiments.Reports;

/// <summary>Counts a switchback by its whole periods. Of periods of several days the first is left out: people go on with what they began under the variant before.</summary>
/// <param name="started">The experiment.</param>
/// <param name="at">When the people are as they are, UTC.</param>
internal sealed class SwitchbackTally(StartedExperiment started, DateTimeOffset at)
{
    private readonly int length = (int)started.Experiment.Period.TotalDays;
    private readonly int first = DayCounts.DayOf(started.StartsAt);
    private readonly PeriodSums[] periods = Whole(started, at);

    public StartedExperiment Started => started;

    public ImmutableArray<PeriodSums> Periods => [.. periods];

    public void Add(Profile profile, IReadOnlySet<int> seen, string currency)
    {
        int left = length > 1 ? 1 : 0;
        for (int place = 0; place < periods.Length; place++)
        {
            int from = first + (place * length) + left, to = first + ((place + 1) * length);
            if (!Enumerable.Range(from, to - from).Any(seen.Contains)) continue;
            PersonOutcome did = PersonOutcome.Of(profile, DayCounts.StartOf(from), DayCounts.StartOf(to), currency);
            PeriodSums one = periods[place];
            periods[place] = one with { People = one.People + 1, Buyers = one.Buyers + (did.Orders > 0 ? 1 : 0), Orders = one.Orders + did.Orders, Revenue = one.Revenue + did.Revenue };
        }
    }

    private static PeriodSums[] Whole(StartedExperiment started, DateTimeOffset at)
    {
        DateTimeOffset end = started.EndsAt is { } over && over < at ? over : at;
        int count = end <= started.StartsAt ? 0 : (int)((end - started.StartsAt).Ticks / started.Experiment.Period.Ticks);
        return [.. Enumerable.Range(0, count).Select(place => new PeriodSums(place, 0, 0, 0, 0))];
    }
}
