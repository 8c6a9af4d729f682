namespace Personalization.Benchmarks.ColdStart;

/// <summary>Starts of one kind, in turns with those of the other kinds.</summary>
internal sealed class StartSeries(string key, string label, StartClock clock, string path)
{
    private readonly List<StartTime> times = [];

    public string Key => key;

    public string Label => label;

    /// <summary>Starts once more; the first start of all warms the file cache and is not counted.</summary>
    public async Task<string> RunAsync(bool counts)
    {
        StartTime time = await clock.MeasureAsync(path);
        if (counts) times.Add(time);
        return FormattableString.Invariant($"{key} {time.Elapsed:0} ms");
    }

    public IEnumerable<Figure> Figures() =>
    [
        new($"{key}Ms", label, Statistics.Median(times.Select(time => time.Elapsed)), "ms"),
        new($"{key}ProcessorMs", $"{label}: processor time", Statistics.Median(times.Select(time => time.Processor)), "ms"),
    ];

    /// <summary>The median of the ratios to the start beside it.</summary>
    public double Ratio(StartSeries yardstick) => Ratio(yardstick, time => time.Elapsed);

    public IEnumerable<Figure> Ratios(StartSeries yardstick) =>
    [
        new($"{key}Ratio", $"{label}: ratio", Ratio(yardstick)),
        new($"{key}ProcessorRatio", $"{label}: ratio of processor time", Ratio(yardstick, time => time.Processor)),
    ];

    private double Ratio(StartSeries yardstick, Func<StartTime, double> part) =>
        Statistics.Median(times.Zip(yardstick.times, (one, other) => part(one) / part(other)));
}
