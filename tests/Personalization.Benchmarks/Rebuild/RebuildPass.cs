using System.Globalization;
using System.Text.Json;
using Personalization.Events;
using Personalization.Recommendations;
using Personalization.Recommendations.BackTests;
using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Rebuild;

/// <summary>One pass over a lake, in a process of its own so that its peak of memory is its own.</summary>
internal static class RebuildPass
{
    /// <summary>Does the pass and writes its figures, as one line of JSON, to the output.</summary>
    public static async Task<int> RunAsync(string kind, string folder)
    {
        FileLake lake = new(folder);
        long start = TimeProvider.System.GetTimestamp();
        PassResult result = kind == "reference" ? await ReferenceAsync(lake) : await RebuildAsync(lake);
        result = result with { Seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds, PeakMiB = ProcessMemory.Peak(Environment.ProcessId) };
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result));
        return 0;
    }

    /// <summary>Reads and parses every line, and does nothing with it.</summary>
    private static async Task<PassResult> ReferenceAsync(FileLake lake)
    {
        long lines = 0;
        foreach (LakeFile file in await lake.ListAsync(null, CancellationToken.None))
            for (long position = 0; position < file.Length;)
            {
                ReadOnlyMemory<byte> bytes = await lake.ReadAsync(file.Name, position, CancellationToken.None);
                int whole = bytes.Span.LastIndexOf((byte)'\n') + 1;
                foreach (ReadOnlyMemory<byte> line in EventCodec.Lines(bytes[..whole]))
                    if (EventCodec.Parse(line).MessageId.Length > 0) lines++;
                position += whole;
            }
        return new PassResult(lines, 0, 0, 0, 0);
    }

    /// <summary>What the app does between reading the lake and storing the snapshot.</summary>
    private static async Task<PassResult> RebuildAsync(FileLake lake)
    {
        long start = TimeProvider.System.GetTimestamp();
        ShoppingLogBuilder builder = new();
        await LakeScan.ReadAsync(lake, builder, _ => Task.CompletedTask, CancellationToken.None);
        await TellAsync("lake read", start);
        ShoppingLog log = builder.Build();
        await TellAsync($"log of {log.Visits.Count:N0} visits, {log.Visits.Products.Length:N0} steps, {log.Orders.Count:N0} orders", start);
        BackTestReport report = BackTest.Run(log, Build, null, new BackTestLimits());
        await TellAsync(string.Join("; ", report.Measures.Select(one => $"{one.Name} {one.Candidate}, popularity {one.Popularity}")), start);
        RecommendationModel model = Build(log);
        byte[] snapshot = ModelCodec.Serialize(model);
        await TellAsync("model built", start);
        return new PassResult(builder.Events, model.ProductIds.Length, snapshot.Length, 0, 0);
    }

    private static RecommendationModel Build(ShoppingLog log) => ModelBuilder.Build(log, ProductFacts.None, log.Visits.Products.Length, TimeProvider.System.GetUtcNow());

    private static Task TellAsync(string what, long start) => Console.Error.WriteLineAsync(string.Create(
        CultureInfo.InvariantCulture, $"  {TimeProvider.System.GetElapsedTime(start).TotalSeconds,6:0.0} s, {ProcessMemory.Peak(Environment.ProcessId):0} MiB: {what}"));
}

/// <summary>What a pass has found.</summary>
internal sealed record PassResult(long Events, int Products, long SnapshotBytes, double Seconds, double PeakMiB);
