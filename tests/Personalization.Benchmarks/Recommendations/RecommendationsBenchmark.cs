using System.Globalization;

namespace Personalization.Benchmarks.Recommendations;

/// <summary>Methods that predict the next product of a visit, each in a process of its own, one at a time, in turns.</summary>
internal sealed class RecommendationsBenchmark(Options options, CancellationToken cancellationToken)
{
    private const int Rounds = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);

    public static async Task<Report> RunAsync(Options options)
    {
        using CancellationTokenSource end = new(Longest);
        return await new RecommendationsBenchmark(options, end.Token).RunAsync();
    }

    private async Task<Report> RunAsync()
    {
        List<MethodProcess> processes = [];
        try
        {
            foreach (ISessionMethod method in Methods()) processes.Add(await StartAsync(method.Name));
            for (int round = 0; round <= Rounds; round++) await RoundAsync(round, processes);
            foreach (MethodProcess process in processes) await process.EndAsync(cancellationToken);
            return MethodReport.Of(processes);
        }
        finally
        {
            foreach (MethodProcess process in processes) process.Dispose();
        }
    }

    private IEnumerable<ISessionMethod> Methods() =>
        [SessionMethods.Reference(), SessionMethods.Candidate(), .. options.Frontier ? SessionMethods.Frontier() : []];

    /// <summary>The next starts when this one has built: none disturbs another.</summary>
    private async Task<MethodProcess> StartAsync(string name)
    {
        MethodProcess process = new(name, options, Predictions(name));
        await process.BuildAsync(cancellationToken);
        await Say($"{name}: built and judged, HR@20 {process.Accuracy!.Hit20:0.0000}, MRR@20 {process.Accuracy.Reciprocal20:0.0000}");
        return process;
    }

    private async Task RoundAsync(int round, List<MethodProcess> processes)
    {
        List<string> said = [];
        foreach (MethodProcess process in processes)
        {
            PassTimes pass = await process.PassAsync(counts: round > 0, cancellationToken);
            said.Add(string.Create(CultureInfo.InvariantCulture, $"{process.Name} {pass.PerSecond:0}/s"));
        }
        await Say($"round {round} of {Rounds}{(round == 0 ? " (not counted)" : "")}: {string.Join(", ", said)}");
    }

    /// <summary>The suite's go where the caller says, those of the others beside it.</summary>
    private string? Predictions(string name) =>
        options.Out is null || name == SessionMethods.Candidate().Name ? options.Out : Path.ChangeExtension(options.Out, $"{name}{Path.GetExtension(options.Out)}");

    private static Task Say(FormattableString text) => Console.Error.WriteLineAsync(text.ToString(CultureInfo.InvariantCulture));
}
