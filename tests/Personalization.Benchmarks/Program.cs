using Personalization.Benchmarks;
using Personalization.Benchmarks.ColdStart;
using Personalization.Benchmarks.Events;

// The yardstick of the cold start: it must touch nothing else of this program.
if (args is ["empty", var port]) return await EmptyApp.RunAsync(port);

if (Options.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync("Usage: scripts/bench events|cold-start [--help]");
    return 2;
}

using ScratchFolder scratch = new();
Report report = options.Command == "events" ? await EventsBenchmark.RunAsync(options) : await ColdStartBenchmark.RunAsync(options);
await Console.Out.WriteAsync(options.Json ? report.ToJson() : report.ToText());
return 0;
