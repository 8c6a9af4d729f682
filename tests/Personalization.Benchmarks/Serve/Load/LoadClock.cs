using System.Diagnostics;

namespace Personalization.Benchmarks.Serve.Load;

/// <summary>Takes the time and the processor time of a round.</summary>
internal sealed class LoadClock(LoadTarget target)
{
    private readonly TimeSpan server = target.ProcessorTime(), client = Environment.CpuUsage.TotalTime;
    private readonly Machine machine = Machine.Now();
    private readonly long started = Stopwatch.GetTimestamp();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(started);

    public LoadResult Result(IEnumerable<List<long>> ticks)
    {
        double seconds = Elapsed.TotalSeconds;
        TimeSpan serverSpent = target.ProcessorTime() - server, clientSpent = Environment.CpuUsage.TotalTime - client;
        Machine now = Machine.Now();
        double others = now.Busy - machine.Busy - serverSpent.TotalSeconds - clientSpent.TotalSeconds;
        double[] milliseconds = [.. ticks.SelectMany(one => one).Select(one => one * 1000.0 / Stopwatch.Frequency)];
        return new LoadResult(milliseconds.Length / seconds, serverSpent.TotalMicroseconds / milliseconds.Length,
            clientSpent.TotalMicroseconds / milliseconds.Length, Math.Max(0, others / (now.All - machine.All)), milliseconds);
    }
}
