namespace Personalization.Benchmarks.Recommendations;

/// <summary>Tells what methods have shown: the first is the reference, the next the suite's own.</summary>
internal static class MethodReport
{
    private const double ThroughputBudget = 3;

    public static Report Of(IReadOnlyList<MethodProcess> methods)
    {
        MethodProcess reference = methods[0];
        List<Section> sections = [.. methods.Select(method => Section(method, method == reference ? null : reference))];
        return new Report("recommendations", sections, Budgets(reference, methods[1]));
    }

    private static Section Section(MethodProcess method, MethodProcess? reference)
    {
        List<Figure> figures = [.. AccuracyOf(method.Accuracy!), .. TimesOf(method), .. CostsOf(method.Costs!)];
        if (reference is not null) figures.AddRange(Ratios(method, reference));
        return new Section(method.Name, $"{method.Name}: a process of its own, one thread, median of {method.Passes.Count} passes in turns", figures);
    }

    private static IEnumerable<Figure> AccuracyOf(AccuracyFigures accuracy) =>
    [
        new("queries", "queries", accuracy.Queries),
        new("hr1", "HR@1", accuracy.Hit1),
        new("hr5", "HR@5", accuracy.Hit5),
        new("hr10", "HR@10", accuracy.Hit10),
        new("hr20", "HR@20", accuracy.Hit20),
        new("mrr20", "MRR@20", accuracy.Reciprocal20),
        new("coverage20", "share of the products that are recommended at all", accuracy.Coverage),
        .. Of("notLast", "the target is not the last click", accuracy.NotLast),
        .. Of("novel", "the target is new in the visit", accuracy.Novel),
    ];

    private static IEnumerable<Figure> Of(string key, string label, SubsetFigures subset) =>
    [
        new($"{key}Queries", $"{label}: queries", subset.Queries),
        new($"{key}Hr20", $"{label}: HR@20", subset.Hit20),
        new($"{key}Mrr20", $"{label}: MRR@20", subset.Reciprocal20),
    ];

    private static IEnumerable<Figure> TimesOf(MethodProcess method) =>
    [
        new("p50Us", "time of a prediction, p50", Median(method, pass => pass.P50), "us"),
        new("p99Us", "time of a prediction, p99", Median(method, pass => pass.P99), "us"),
        new("meanUs", "time of a prediction, mean", Median(method, pass => pass.Mean), "us"),
        new("perSecond", "predictions", Median(method, pass => pass.PerSecond), "/s"),
        new("perProcessorSecond", "predictions a second of processor time", Median(method, pass => pass.PerProcessorSecond), "/s"),
    ];

    private static IEnumerable<Figure> CostsOf(MethodCosts costs)
    {
        yield return new("buildSeconds", "from the log to a model that answers", costs.BuildSeconds, "s");
        yield return new("snapshotBytes", "snapshot", costs.SnapshotBytes, "bytes");
        if (double.IsFinite(costs.LoadMilliseconds)) yield return new("loadMs", "loading the snapshot", costs.LoadMilliseconds, "ms");
        yield return new("beforeMebibytes", "memory before building, with the log and the queries", costs.BeforeMebibytes, "MiB");
        yield return new("peakMebibytes", "most memory from then on", costs.PeakMebibytes, "MiB");
        yield return new("restingMebibytes", "memory in the end, without the log", costs.RestingMebibytes, "MiB");
    }

    private static IEnumerable<Figure> Ratios(MethodProcess method, MethodProcess reference) =>
    [
        new("throughputRatio", $"predictions/s beside {reference.Name}, median of the rounds", Ratio(method, reference, pass => pass.PerSecond)),
        new("processorRatio", $"predictions a second of processor time beside {reference.Name}", Ratio(method, reference, pass => pass.PerProcessorSecond)),
    ];

    private static IReadOnlyList<Budget> Budgets(MethodProcess reference, MethodProcess candidate) =>
    [
        new("throughputRatio", $"predictions/s of {candidate.Name} beside {reference.Name}", Ratio(candidate, reference, pass => pass.PerSecond), ThroughputBudget, AtLeast: true),
        new("p99Us", $"p99 of {candidate.Name} beside p50 of {reference.Name}, us", Median(candidate, pass => pass.P99),
            Median(reference, pass => pass.P50), AtLeast: false),
        Above("hr20", "HR@20", candidate.Accuracy!.Hit20, reference.Accuracy!.Hit20),
        Above("mrr20", "MRR@20", candidate.Accuracy.Reciprocal20, reference.Accuracy.Reciprocal20),
    ];

    private static Budget Above(string key, string label, double value, double limit) =>
        new(key, $"{label} beside the reference's", value, limit, AtLeast: true);

    private static double Ratio(MethodProcess method, MethodProcess reference, Func<PassTimes, double> rate) =>
        Statistics.Median(method.Passes.Zip(reference.Passes, (one, other) => rate(one) / rate(other)));

    private static double Median(MethodProcess method, Func<PassTimes, double> figure) => Statistics.Median(method.Passes.Select(figure));
}
