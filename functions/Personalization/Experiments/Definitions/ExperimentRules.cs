using System.Collections.Immutable;
using System.Text;
using Personalization.Common;

namespace Personalization.Experiments.Definitions;

/// <summary>What may be done with experiments when.</summary>
public static class ExperimentRules
{
    private static readonly Problem Started = new(
        409, "experiment-started", "The experiment was started", "What people have seen under its name must mean one thing. Stop it, and write the next one under another id.");

    private static readonly Problem NotRunning = new(409, "experiment-not-running", "The experiment does not run", "POST /v1/experiments/{id}/start starts one that is written.");
    private static readonly Problem TooMany = new(422, "too-many-experiments", "Too many experiments run", $"At most {ExperimentLimits.Running} run at the same time. Stop one.");
    private static readonly Problem Ended = new(409, "experiment-ended", "Its end is over", "Store it with a later end, or with none.");
    private static readonly Problem Two = new(409, "holdout-runs", "There is a holdout already", "One at a time: who is held out of everything is held out once.");

    /// <summary>The experiment of a line; throws <see cref="InvalidDataException"/> for one that cannot be read, which none that was stored is.</summary>
    public static Experiment Read(string id, ExperimentLine line) =>
        ExperimentReader.Read(Encoding.UTF8.GetBytes(line.Text), id, line.Version).Experiment ?? throw new InvalidDataException($"Version {line.Version} of the stored experiment {id} cannot be read");

    /// <summary>Why a text may not be put in a line's place; null where it may.</summary>
    public static Problem? Writable(ExperimentLine? line) => line?.StartsAt is null ? null : Started;

    /// <summary>The line as started.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="lines">All of the shop.</param>
    /// <param name="now">UTC.</param>
    /// <param name="zone">The shop's zone.</param>
    public static (ExperimentLine? Line, Problem? Problem) Start(string id, ImmutableSortedDictionary<string, ExperimentLine> lines, DateTimeOffset now, string zone)
    {
        ExperimentLine line = lines[id];
        if (line.StartsAt is not null) return (null, Started);
        Experiment own = Read(id, line);
        (DateTimeOffset from, DateTimeOffset? to) = own.Schedule is ExperimentSchedule.Weekend ? Weekends.Next(now, zone) : (own.Start > now ? own.Start.Value : now, own.End);
        // People are known by the day, UTC: a period is whole days of these.
        if (own.Kind is ExperimentKind.Switchback && from.UtcDateTime.TimeOfDay > TimeSpan.Zero) from = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero).AddDays(1);
        if (to <= from) return (null, Ended);
        (Experiment Experiment, ExperimentLine Line)[] others =
            [.. lines.Where(one => !one.Value.IsGone && one.Key != id && one.Value.StateAt(now) is ExperimentState.Running or ExperimentState.Waiting).Select(one => (Read(one.Key, one.Value), one.Value))];
        if (others.Length >= ExperimentLimits.Running) return (null, TooMany);
        (Experiment Experiment, ExperimentLine Line)[] meeting = [.. others.Where(one => !(one.Line.EndsAt <= from) && !(to <= one.Line.StartsAt))];
        if (own.Kind is ExperimentKind.Holdout && meeting.Any(one => one.Experiment.Kind is ExperimentKind.Holdout)) return (null, Two);
        if (meeting.FirstOrDefault(one => Overlap(own.Group, one.Experiment.Group)) is { Experiment: { } other }) return (null, Overlapping(own.Group!, other));
        return (line with { StartsAt = from, EndsAt = to, Version = line.Version + 1, SavedAt = now }, null);
    }

    /// <summary>The line as stopped; one that has not begun is a draft again.</summary>
    public static (ExperimentLine? Line, Problem? Problem) Stop(ExperimentLine line, DateTimeOffset now) => line.StateAt(now) switch
    {
        ExperimentState.Running => (line with { EndsAt = now, Version = line.Version + 1, SavedAt = now }, null),
        ExperimentState.Waiting => (line with { StartsAt = null, EndsAt = null, Version = line.Version + 1, SavedAt = now }, null),
        _ => (null, NotRunning),
    };

    /// <summary>Why a line may not be taken away; null where it may.</summary>
    public static Problem? Removable(ExperimentLine line, DateTimeOffset now) =>
        line.StateAt(now) is ExperimentState.Running ? new Problem(409, "experiment-runs", "The experiment runs", "POST /v1/experiments/{id}/stop stops it.") : null;

    private static bool Overlap(ExperimentGroup? one, ExperimentGroup? other) =>
        one is not null && other is not null && string.Equals(one.Name, other.Name, StringComparison.Ordinal) && one.Range.From < other.Range.To && other.Range.From < one.Range.To;

    private static Problem Overlapping(ExperimentGroup group, Experiment other) => new(
        409, "group-overlaps", "Another experiment of the group takes the same people",
        FormattableString.Invariant($"{other.Id} takes {group.Name} from {other.Group!.Range.From} to {other.Group.Range.To}. Take another stretch of it, or stop that one."));
}
