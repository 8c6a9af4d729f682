using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Personalization.Benchmarks.Serve.Load;

/// <summary>Waits for fractions of a millisecond without using the processor: the runtime's own waits are whole milliseconds.</summary>
internal static class Pause
{
    private const int Microseconds = 1_000_000;

    /// <summary>Returns when the stopwatch shows so many ticks, a little after it, or at once.</summary>
    public static void Until(long timestamp)
    {
        while (timestamp - Stopwatch.GetTimestamp() is > 0 and long left)
            if (Sleep((uint)(left * Microseconds / Stopwatch.Frequency) + 1) != 0) return;
    }

    [DllImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sleep(uint microseconds);
}
