namespace Personalization.Benchmarks.Recommendations;

/// <summary>One timed pass over all queries.</summary>
/// <param name="P50">Microseconds of a prediction that half of them take at most.</param>
/// <param name="P99">Microseconds that 99 of 100 take at most.</param>
/// <param name="Mean">Microseconds on average.</param>
/// <param name="PerSecond">Predictions a second of nothing but predicting.</param>
/// <param name="PerProcessorSecond">The same of processor time, the taking of times with it: what else the machine does shows less in it.</param>
internal sealed record PassTimes(double P50, double P99, double Mean, double PerSecond, double PerProcessorSecond);

/// <summary>What a method costs beside the time of a prediction.</summary>
/// <param name="BuildSeconds">From the log to the first prediction.</param>
/// <param name="SnapshotBytes">Size of what it would be loaded from.</param>
/// <param name="LoadMilliseconds">How long that takes; NaN where there is nothing to load.</param>
/// <param name="BeforeMebibytes">Memory of the process with the log and the queries, before building.</param>
/// <param name="PeakMebibytes">The most memory of the process from then on, until each query is answered once.</param>
/// <param name="RestingMebibytes">Memory of the process in the end, without the log.</param>
internal sealed record MethodCosts(
    double BuildSeconds, long SnapshotBytes, double LoadMilliseconds, double BeforeMebibytes, double PeakMebibytes, double RestingMebibytes);
