using Personalization.Simulator.World;

namespace Personalization.Simulator.Reports;

/// <summary>What a simulation came to. Names are those of the JSON report.</summary>
internal sealed record Summary
{
    /// <summary>How long after a message an order counts as following it.</summary>
    public static readonly TimeSpan ConversionWindow = TimeSpan.FromDays(5);

    public required int People { get; init; }

    public required int Entered { get; init; }

    public required int Journeys { get; init; }

    public required int StillRunning { get; init; }

    public required int Sent { get; init; }

    public required int Delayed { get; init; }

    public required SortedDictionary<string, int> DelayedBy { get; init; }

    public required int NotSent { get; init; }

    public required SortedDictionary<string, int> NotSentBy { get; init; }

    public required SortedDictionary<string, int> Outcomes { get; init; }

    public required int Failed { get; init; }

    /// <summary>Messages that an order of the same person follows within <see cref="ConversionWindow"/>: a coincidence counts as well, so compare with a control group.</summary>
    public required int Converted { get; init; }

    public required decimal IncentivesReserved { get; init; }

    public static Summary Of(SimulationRun run, decimal incentives)
    {
        Happening[] all = [.. run.People.SelectMany(person => person.Happenings)];
        JourneyEnded[] ended = [.. all.OfType<JourneyEnded>()];
        MessageWaits[] waits = [.. all.OfType<MessageWaits>().Where(one => one.Reasons.Count > 0)];
        MessageFailed[] failed = [.. all.OfType<MessageFailed>()];
        int began = all.OfType<JourneyBegan>().Count();
        return new Summary
        {
            People = run.People.Count(person => person.All<Did>().Any()), Entered = run.People.Count(person => person.All<JourneyBegan>().Any()), Journeys = began, StillRunning = began - ended.Length,
            Sent = all.OfType<MessageWent>().Count(),
            Delayed = waits.Select(one => one.Message.Id).Distinct().Count(), DelayedBy = Counted(waits.SelectMany(one => one.Reasons.Select(reason => (reason.Code, one.Message.Id))).Distinct().Select(one => one.Code)),
            NotSent = failed.Length, NotSentBy = Counted(failed.Select(one => one.Reasons.Count == 0 ? "unknown" : one.Reasons[0].Code)),
            Outcomes = Counted(ended.Where(one => one.Fault is null).Select(one => one.Outcome)), Failed = ended.Count(one => one.Fault is not null),
            Converted = run.People.Sum(person => person.All<MessageWent>().Count(went => person.Orders.Any(order => order.At > went.At && order.At <= went.At + ConversionWindow))),
            IncentivesReserved = incentives,
        };
    }

    private static SortedDictionary<string, int> Counted(IEnumerable<string> codes) => new(codes.CountBy(code => code).ToDictionary(), StringComparer.Ordinal);
}
