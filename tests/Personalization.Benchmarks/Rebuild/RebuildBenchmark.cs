using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Personalization.Benchmarks.Rebuild;

/// <summary>The rebuild of the model beside a pass that only reads and parses the same files, for growing lakes.</summary>
internal static class RebuildBenchmark
{
    private const double LargestRatio = 5;

    // Of the ratio, not of the seconds: what else the machine does hits both passes.
    private const double LargestGrowth = 1.3;

    private const double LargestPeak = 2048;

    public static async Task<Report> RunAsync(Options options)
    {
        List<Size> sizes = [];
        foreach (int events in options.Events.Order()) sizes.Add(await MeasureAsync(events));
        return new Report("rebuild", [.. sizes.Select(Section)], [.. sizes.SelectMany(size => Budgets(size, sizes[0]))]);
    }

    private static async Task<Size> MeasureAsync(int events)
    {
        string folder = Directory.CreateTempSubdirectory("bench-rebuild-").FullName;
        try
        {
            long needed = events * LakeWriter.EventBytes;
            if (new DriveInfo(folder).AvailableFreeSpace < needed + (1L << 30))
                throw new IOException($"{events:N0} events take up to {needed >> 20:N0} MiB, and there is no room for them in {folder}. Set TMPDIR to a larger disk, or measure fewer events.");
            LakeWriter.Write(folder, events, Console.Error);
            PassResult reference = await PassAsync("reference", folder);
            PassResult rebuild = await PassAsync("rebuild", folder);
            return new Size(events, reference, rebuild);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<PassResult> PassAsync(string kind, string folder)
    {
        string self = Path.Combine(AppContext.BaseDirectory, "Personalization.Benchmarks.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [self, "rebuild-pass", kind, folder]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("dotnet could not be started");
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"The {kind} pass has failed; see above");
        PassResult result = JsonSerializer.Deserialize<PassResult>(output)!;
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{kind}: {result.Events:N0} events in {result.Seconds:0.0} s, {result.PeakMiB:0} MiB"));
        return result;
    }

    private static Section Section(Size size) => new($"events{size.Events}", $"{size.Events.ToString("N0", CultureInfo.InvariantCulture)} events",
    [
        new("referenceSeconds", "reference: read and parse all lines", size.Reference.Seconds, "s"),
        new("rebuildSeconds", "rebuild: read, log, back-test, model, snapshot", size.Rebuild.Seconds, "s"),
        new("ratio", "rebuild / reference", size.Ratio),
        new("microsecondsPerEvent", "rebuild, time per event", size.Rebuild.Seconds / size.Events * 1e6, "us"),
        new("eventsPerSecond", "rebuild", size.Events / size.Rebuild.Seconds, "events/s"),
        new("peakMiB", "rebuild, peak of memory (VmHWM)", size.Rebuild.PeakMiB, "MiB"),
        new("distinctEvents", "different events", size.Rebuild.Events),
        new("products", "products of the model", size.Rebuild.Products),
        new("snapshotMiB", "snapshot", size.Rebuild.SnapshotBytes / (double)(1 << 20), "MiB"),
    ]);

    private static IEnumerable<Budget> Budgets(Size size, Size smallest)
    {
        string label = $"{size.Events.ToString("N0", CultureInfo.InvariantCulture)} events";
        yield return new Budget($"ratio{size.Events}", $"{label}: time against the reference pass", size.Ratio, LargestRatio, AtLeast: false);
        if (size != smallest)
            yield return new Budget(
                $"growth{size.Events}", $"{label}: growth of that ratio since {smallest.Events.ToString("N0", CultureInfo.InvariantCulture)} events",
                size.Ratio / smallest.Ratio, LargestGrowth, AtLeast: false);
        yield return new Budget($"peak{size.Events}", $"{label}: peak of memory, MiB", size.Rebuild.PeakMiB, LargestPeak, AtLeast: false);
    }

    private sealed record Size(int Events, PassResult Reference, PassResult Rebuild)
    {
        public double Ratio => Rebuild.Seconds / Reference.Seconds;
    }
}
