namespace Personalization.Benchmarks.Serve;

/// <summary>Tells what serving has shown.</summary>
internal sealed class ServeReport(ServeStage stage, Survey survey, IReadOnlyList<Figure> kinds, int connections)
{
    private const double RateBudget = 0.5, P99Budget = 3;

    public Report Of(ServeSeries full, ServeSeries half) => new("serve",
        [
            new("shop", "100,000 products, a model of 1,000,000 visits",
            [
                new("snapshotBytes", "model snapshot", stage.SnapshotBytes, "bytes"),
                new("bodyBytes", "mean size of an answer's body", survey.MeanBytes, "bytes"),
                new("items", "products of an answer", survey.MeanItems),
            ]),
            new("full", $"As fast as it goes: {connections} connections, client and server on the same processors", full.Figures()),
            new("half", "Half of each one's reached requests/s, coming independently of the answers; times begin when a request is due", half.Figures()),
            new("kinds", "Processor time of the server for an answer, by what is asked", kinds),
            new("app", "The app",
            [
                new("residentMebibytes", "memory", ProcessMemory.Resident(stage.App.ProcessId), "MiB"),
                new("peakMebibytes", "peak memory", ProcessMemory.Peak(stage.App.ProcessId), "MiB"),
            ]),
        ],
        [
            new("rateRatio", "recommendations/s beside an empty endpoint", full.RateRatio, RateBudget, AtLeast: true),
            new("p99Ratio", "p99 at half load beside an empty endpoint's", half.P99Ratio, P99Budget, AtLeast: false),
        ]);
}
