namespace Personalization.Benchmarks.Events;

/// <summary>Rounds of capture, each beside a round of the reference just before it.</summary>
internal sealed class Comparison
{
    private readonly List<RoundResult> references = [], captures = [];
    private readonly List<DrainTimes> drains = [];

    public double RequestRatio => Median(Ratios(round => round.RequestsPerSecond));

    public void Add(RoundResult reference, RoundResult capture, DrainTimes? drain)
    {
        references.Add(reference);
        captures.Add(capture);
        if (drain is not null) drains.Add(drain);
    }

    public Section Section(string key, string title)
    {
        List<Figure> figures =
        [
            new("bodyBytes", "mean size of a body", (double)captures.Sum(round => round.Bytes) / captures.Sum(round => round.Requests), "bytes"),
            new("referenceRequestsPerSecond", "reference: bodies put on the emulator's queue",
                Median(references.Select(round => round.RequestsPerSecond)), "/s"),
            new("referenceP50Ms", "reference: time to the answer, p50", Times(references, 50), "ms"),
            new("referenceP99Ms", "reference: time to the answer, p99", Times(references, 99), "ms"),
            new("requestsPerSecond", "capture: requests", Median(captures.Select(round => round.RequestsPerSecond)), "/s"),
            new("eventsPerSecond", "capture: events", Median(captures.Select(round => round.EventsPerSecond)), "/s"),
            new("p50Ms", "capture: time to the answer, p50", Times(captures, 50), "ms"),
            new("p99Ms", "capture: time to the answer, p99", Times(captures, 99), "ms"),
            new("refusals", "capture: answers 429, obeyed", captures.Sum(round => round.Refusals)),
            new("requestRatio", "ratio of requests/s, median of the rounds", RequestRatio),
            new("requestRatioLowest", "ratio of requests/s, lowest round", Ratios(round => round.RequestsPerSecond).Min()),
            new("byteRatio", "ratio of bytes/s, median of the rounds", Median(Ratios(round => round.BytesPerSecond))),
        ];
        if (drains.Count > 0)
            figures.AddRange(
            [
                new("processedSeconds", "after the last answer: all in lake and profiles after",
                    Median(drains.Select(drain => drain.Processed)), "s"),
                new("countedSeconds", "after the last answer: all counted after", Median(drains.Select(drain => drain.Counted)), "s"),
                new("wholeWayEventsPerSecond", "from the first request until all is in lake and profiles",
                    Median(captures.Zip(drains, (round, drain) => round.Events / (round.Seconds + drain.Processed))), "events/s"),
            ]);
        return new Section(key, title, figures);
    }

    private static double Median(IEnumerable<double> values) => Statistics.Median(values);

    private IEnumerable<double> Ratios(Func<RoundResult, double> rate) => captures.Zip(references, (one, other) => rate(one) / rate(other));

    private static double Times(List<RoundResult> rounds, double percent) =>
        Statistics.Percentile(rounds.SelectMany(round => round.Milliseconds), percent);
}
