using System.Diagnostics;

namespace Personalization.Benchmarks.Serve.Load;

/// <summary>Takes the time and the processor times of a round.</summary>
internal sealed class LoadClock(LoadTarget target)
{
    private readonly (TimeSpan Server, TimeSpan Emulator) servers = target.ProcessorTimes();
    private readonly TimeSpan client = Environment.CpuUsage.TotalTime;
    private readonly Machine machine = Machine.Now();
    private readonly long started = Stopwatch.GetTimestamp();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(started);

    public LoadResult Result(IEnumerable<List<long>> ticks)
    {
        double seconds = Elapsed.TotalSeconds;
        (TimeSpan server, TimeSpan emulator) = target.ProcessorTimes();
        (server, emulator, TimeSpan own) = (server - servers.Server, emulator - servers.Emulator, Environment.CpuUsage.TotalTime - client);
        Machine now = Machine.Now();
        double all = now.All - machine.All, others = now.Busy - machine.Busy - (server + emulator + own).TotalSeconds;
        double[] milliseconds = [.. ticks.SelectMany(one => one).Select(one => one * 1000.0 / Stopwatch.Frequency)];
        int count = milliseconds.Length;
        return new LoadResult(count / seconds, server.TotalMicroseconds / count, own.TotalMicroseconds / count, emulator.TotalSeconds / all,
            Math.Max(0, others / all), milliseconds);
    }
}
