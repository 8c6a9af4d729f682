using System.Diagnostics;
using System.Globalization;

namespace Personalization.Benchmarks;

/// <summary>Memory of a process as the kernel counts it, in MiB; where there is no /proc, as the runtime does.</summary>
internal static class ProcessMemory
{
    private const string Resettable = "/proc/self/clear_refs";

    /// <summary>Gives back what is not used, and lets the peak begin again from here where the kernel can.</summary>
    public static void Settle()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (File.Exists(Resettable)) File.WriteAllText(Resettable, "5");
    }

    public static double Resident(int process) => Kibibytes(process, "VmRSS:", one => one.WorkingSet64);

    public static double Peak(int process) => Kibibytes(process, "VmHWM:", one => one.PeakWorkingSet64);

    /// <summary>Threads that a process has now.</summary>
    public static int Threads(int process)
    {
        string status = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status");
        if (File.Exists(status)) return int.Parse(File.ReadLines(status).First(text => text.StartsWith("Threads:", StringComparison.Ordinal))["Threads:".Length..], CultureInfo.InvariantCulture);
        using Process one = Process.GetProcessById(process);
        return one.Threads.Count;
    }

    private static double Kibibytes(int process, string name, Func<Process, long> otherwise)
    {
        string status = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status");
        if (!File.Exists(status))
        {
            using Process one = Process.GetProcessById(process);
            return otherwise(one) / 1048576.0;
        }
        string line = File.ReadLines(status).First(text => text.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }
}
