using Personalization.Benchmarks;
using Personalization.Benchmarks.Assistant;
using Personalization.Benchmarks.ColdStart;
using Personalization.Benchmarks.Events;
using Personalization.Benchmarks.Experiments;
using Personalization.Benchmarks.Journeys;
using Personalization.Benchmarks.Predictions;
using Personalization.Benchmarks.Rebuild;
using Personalization.Benchmarks.Recommendations;
using Personalization.Benchmarks.Segments;
using Personalization.Benchmarks.Serve;

// The yardstick of the cold start: it must touch nothing else of this program.
if (args is ["empty", var port]) return await EmptyApp.RunAsync(port);
if (args is [MethodProcess.Command, var name, var train, var test, .. var predictions])
    return await MethodRun.RunAsync(name, train, test, predictions.FirstOrDefault());

if (args is ["rebuild-pass", var kind, var folder]) return await RebuildPass.RunAsync(kind, folder);
if (args is [WaitingRun.Command, var storage]) return await WaitingRun.RunAsync(storage);

if (Options.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync("Usage: scripts/bench events|cold-start|recommendations|serve|rebuild|journeys|predictions|segments|assistant|experiments [--help]");
    return 2;
}

try
{
    using ScratchFolder scratch = new(onDisk: options.Command == "rebuild");
    Report report = options.Command switch
    {
        "events" => await EventsBenchmark.RunAsync(options),
        "recommendations" => await RecommendationsBenchmark.RunAsync(options),
        "rebuild" => await RebuildBenchmark.RunAsync(options),
        "journeys" => await JourneysBenchmark.RunAsync(options),
        "predictions" => PredictionsBenchmark.Run(options),
        "experiments" => ExperimentsBenchmark.Run(options),
        "assistant" => await AssistantBenchmark.RunAsync(options),
        "segments" => await SegmentsBenchmark.RunAsync(options),
        "serve" => await ServeBenchmark.RunAsync(options),
        _ => await ColdStartBenchmark.RunAsync(options),
    };
    await Console.Out.WriteAsync(options.Json ? report.ToJson() : report.ToText());
    return 0;
}
catch (FileNotFoundException fault) when (options.Data is not null)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 2;
}
catch (MethodFailedException fault)
{
    // The method's process has told the reason itself.
    return fault.ExitCode;
}
