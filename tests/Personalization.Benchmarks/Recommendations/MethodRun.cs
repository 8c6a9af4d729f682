using System.Diagnostics;
using System.Text.Json;
using Personalization.Benchmarks.Recommendations.Files;
using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Recommendations;

/// <summary>
/// One method in a process of its own. It builds, says how accurate it is, makes a timed pass for each line that comes in,
/// and says at the end what it costs: a line of JSON each.
/// </summary>
internal sealed class MethodRun(ISessionMethod method, Queries queries)
{
    private static readonly TimeSpan ShortestPass = TimeSpan.FromSeconds(0.5);

    private readonly int[] best = new int[Accuracy.Length];

    /// <summary>Runs the method of that name; ends with 2 where a file is bad.</summary>
    public static async Task<int> RunAsync(string name, string train, string test, string? predictions)
    {
        try
        {
            ShoppingLog log = TrainFile.Read(train);
            MethodRun run = new(SessionMethods.Named(name), TestFile.Read(test, log.ProductIds));
            await run.RunAsync(log, predictions);
            return 0;
        }
        catch (BadFileException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 2;
        }
    }

    // What holds the log is gone when this returns: the memory at rest is the method's.
    private async Task RunAsync(ShoppingLog log, string? predictions)
    {
        ProcessMemory.Settle();
        double before = ProcessMemory.Resident(Environment.ProcessId);
        long started = Stopwatch.GetTimestamp();
        method.Build(log);
        double build = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Say(Judge(predictions is null ? null : new PredictionsFile(predictions, queries)));
        double peak = ProcessMemory.Peak(Environment.ProcessId);
        while (await Console.In.ReadLineAsync() is { Length: > 0 }) Say(Pass());
        ProcessMemory.Settle();
        Say(new MethodCosts(build, method.SnapshotBytes, method.LoadMilliseconds, before, peak, ProcessMemory.Resident(Environment.ProcessId)));
    }

    /// <summary>Also warms up: every query is asked once.</summary>
    private AccuracyFigures Judge(PredictionsFile? file)
    {
        Accuracy accuracy = new(queries.Known);
        using (file)
        {
            for (int query = 0; query < queries.Count; query++)
            {
                ReadOnlySpan<int> made = best.AsSpan(0, method.Predict(queries.Asked(query), best));
                accuracy.Add(queries, query, made);
                file?.Write(query, made);
            }
        }
        return accuracy.Figures();
    }

    /// <summary>Asks everything, again and again where that is soon done.</summary>
    private PassTimes Pass()
    {
        List<long> ticks = new(queries.Count);
        TimeSpan spent = Environment.CpuUsage.TotalTime;
        long began = Stopwatch.GetTimestamp();
        do
        {
            for (int query = 0; query < queries.Count; query++)
            {
                ReadOnlySpan<int> asked = queries.Asked(query);
                long started = Stopwatch.GetTimestamp();
                method.Predict(asked, best);
                ticks.Add(Stopwatch.GetTimestamp() - started);
            }
        }
        while (Stopwatch.GetElapsedTime(began) < ShortestPass);
        spent = Environment.CpuUsage.TotalTime - spent;
        double microsecond = Stopwatch.Frequency / 1e6, mean = ticks.Average() / microsecond;
        double[] times = [.. ticks.Select(tick => tick / microsecond)];
        return new PassTimes(Statistics.Percentile(times, 50), Statistics.Percentile(times, 99), mean, 1e6 / mean,
            ticks.Count / spent.TotalSeconds);
    }

    private static void Say<T>(T figures)
    {
        Console.Out.WriteLine(JsonSerializer.Serialize(figures, MethodProcess.Json));
        Console.Out.Flush();
    }
}
