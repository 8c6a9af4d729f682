using Personalization.Benchmarks.Serve.Load;

namespace Personalization.Benchmarks.Serve;

/// <summary>Rounds of recommendations, each beside a round of the empty endpoint just before it.</summary>
internal sealed class ServeSeries
{
    private readonly List<LoadResult> references = [], answers = [];

    public double ReferencePerSecond => Median(references, one => one.PerSecond);

    public double PerSecond => Median(answers, one => one.PerSecond);

    public double RateRatio => Ratio(one => one.PerSecond);

    public double P99Ratio => Ratio(P99);

    public static double P99(LoadResult round) => Statistics.Percentile(round.Milliseconds, 99);

    /// <summary>How much of the processors something else used: times mean little where that is much.</summary>
    public double Others => Statistics.Median(answers.Concat(references).Select(one => one.Others));

    public void Add(LoadResult reference, LoadResult answer)
    {
        references.Add(reference);
        answers.Add(answer);
    }

    public IReadOnlyList<Figure> Figures() =>
    [
        .. Of("reference", "empty endpoint", references),
        .. Of("", "recommendations", answers),
        new("rateRatio", "ratio of requests/s, median of the rounds", RateRatio),
        new("p50Ratio", "ratio of p50, median of the rounds", Ratio(P50)),
        new("p99Ratio", "ratio of p99, median of the rounds", P99Ratio),
        new("emulatorShare", "share of the machine that the storage emulator used", Median(answers, one => one.Emulator)),
        new("othersShare", "share of the machine that something else used", Others),
        new("serverRatio", "ratio of the server's processor time for an answer", Ratio(one => one.ServerMicroseconds)),
        // What the ratio of requests/s would be on a machine that does nothing else.
        new("processorRateRatio", "ratio of answers a second of processor time, client and server", 1 / Ratio(one => one.ServerMicroseconds + one.ClientMicroseconds)),
    ];

    private static double P50(LoadResult round) => Statistics.Percentile(round.Milliseconds, 50);

    private static IEnumerable<Figure> Of(string key, string label, List<LoadResult> rounds) =>
    [
        new(Key(key, "requestsPerSecond"), $"{label}: requests", Median(rounds, one => one.PerSecond), "/s"),
        new(Key(key, "p50Ms"), $"{label}: time to the answer, p50", Median(rounds, P50), "ms"),
        new(Key(key, "p99Ms"), $"{label}: time to the answer, p99", Median(rounds, P99), "ms"),
        new(Key(key, "serverUs"), $"{label}: processor time of the server for an answer", Median(rounds, one => one.ServerMicroseconds), "us"),
        new(Key(key, "clientUs"), $"{label}: processor time of the client for an answer", Median(rounds, one => one.ClientMicroseconds), "us"),
    ];

    private static string Key(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}{char.ToUpperInvariant(name[0])}{name[1..]}";

    private static double Median(List<LoadResult> rounds, Func<LoadResult, double> figure) => Statistics.Median(rounds.Select(figure));

    private double Ratio(Func<LoadResult, double> figure) => Statistics.Median(answers.Zip(references, (one, other) => figure(one) / figure(other)));
}
