using System.Globalization;
using Personalization.Benchmarks.Serve.Load;
using Personalization.Benchmarks.Serve.Shop;

namespace Personalization.Benchmarks.Serve;

/// <summary>Recommendations over HTTP beside an empty endpoint of the same host that answers as many bytes, in turns.</summary>
internal sealed class ServeBenchmark(Options options, CancellationToken cancellationToken)
{
    private const int Rounds = 9, WarmUps = 2;
    private const double Share = 0.5, Busy = 0.1;

    // The runtime compiles what is used often anew, for seconds.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    // Two kinds of rounds of two servers.
    private readonly TimeSpan length = TimeSpan.FromSeconds(options.Seconds / (4.0 * Rounds));
    private readonly List<Figure> kinds = [];

    public static async Task<Report> RunAsync(Options options)
    {
        // Whatever hangs, hangs no longer than this.
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(options.Seconds * 2 + 400));
        return await new ServeBenchmark(options, end.Token).RunAsync();
    }

    private async Task<Report> RunAsync()
    {
        await Say($"storing a shop and starting the servers");
        await using ServeStage stage = await ServeStage.StartAsync(cancellationToken);
        await Say($"warming up");
        Survey survey = await Survey.TakeAsync(stage.App, cancellationToken);
        LoadTarget app = stage.App, empty = stage.Empty(survey.Sizes);
        ServeSeries full = new(), half = new();
        for (int round = 1 - WarmUps; round <= Rounds; round++) await SaturateAsync(round, app, empty, full);
        for (int round = 0; round <= Rounds; round++) await HalfAsync(round, app, empty, full, half);
        if (full.Others > Busy || half.Others > Busy) await Say($"The machine was busy with something else: the times below are not the servers' own.");
        foreach ((MixedRequest kind, LoadTarget target) in stage.Kinds) await KindAsync(kind, target);
        return new ServeReport(stage, survey, kinds, options.Connections).Of(full, half);
    }

    private async Task SaturateAsync(int round, LoadTarget app, LoadTarget empty, ServeSeries full)
    {
        TimeSpan lasting = round > 0 ? length : WarmUp;
        LoadResult yardstick = await Saturation.RunAsync(empty, options.Connections, lasting, cancellationToken);
        LoadResult answers = await Saturation.RunAsync(app, options.Connections, lasting, cancellationToken);
        if (round > 0) full.Add(yardstick, answers);
        await Say($"as fast as it goes, {Number(round)}: empty {yardstick.PerSecond:0}/s, recommendations {answers.PerSecond:0}/s{Others(answers)}");
    }

    private async Task HalfAsync(int round, LoadTarget app, LoadTarget empty, ServeSeries full, ServeSeries half)
    {
        LoadResult yardstick = await OpenLoop.RunAsync(empty, full.ReferencePerSecond * Share, length, cancellationToken);
        LoadResult answers = await OpenLoop.RunAsync(app, full.PerSecond * Share, length, cancellationToken);
        if (round > 0) half.Add(yardstick, answers);
        await Say($"half of it, {Number(round)}: p99 empty {ServeSeries.P99(yardstick):0.00} ms, recommendations {ServeSeries.P99(answers):0.00} ms{Others(answers)}");
    }

    private async Task KindAsync(MixedRequest kind, LoadTarget target)
    {
        LoadResult answers = await Saturation.RunAsync(target, options.Connections, length, cancellationToken);
        kinds.Add(new Figure(kind.Kind, kind.Label, answers.ServerMicroseconds, "us"));
        await Say($"{kind.Label}: {answers.PerSecond:0}/s, {answers.ServerMicroseconds:0} us of the server for each");
    }

    private static string Others(LoadResult round) =>
        round.Others > Busy ? string.Create(CultureInfo.InvariantCulture, $" (others use {round.Others:0%} of the machine)") : "";

    private static string Number(int round) => round <= 0 ? "not counted" : string.Create(CultureInfo.InvariantCulture, $"round {round} of {Rounds}");

    private static Task Say(FormattableString text) => Console.Error.WriteLineAsync(text.ToString(CultureInfo.InvariantCulture));
}
