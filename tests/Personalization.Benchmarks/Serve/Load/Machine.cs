using System.Globalization;

namespace Personalization.Benchmarks.Serve.Load;

/// <summary>What the machine's processors have done since it started, as the kernel counts it: zeros where there is no /proc.</summary>
/// <param name="Busy">Seconds of all processors together.</param>
/// <param name="All">Busy and idle.</param>
internal readonly record struct Machine(double Busy, double All)
{
    private const string Counts = "/proc/stat";
    private const double PerSecond = 100;

    // Places in the line of all processors: user, nice, system, idle, iowait, irq, softirq, steal; guests are in user.
    private const int Idle = 3, Waiting = 4, Last = 7;

    public static Machine Now()
    {
        if (!File.Exists(Counts)) return default;
        double[] times = [.. File.ReadLines(Counts).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(Last + 1)
            .Select(time => double.Parse(time, CultureInfo.InvariantCulture) / PerSecond)];
        double all = times.Sum();
        return new Machine(all - times[Idle] - times[Waiting], all);
    }
}
