using System.Globalization;

namespace Personalization.Benchmarks.Events;

/// <summary>The way of an event from the storefront into storage, beside what the emulator itself takes for the same bytes.</summary>
internal sealed class EventsBenchmark(Options options, CancellationToken cancellationToken)
{
    private const int Rounds = 5;
    private const int SideRounds = 2;
    private const double CaptureBudget = 0.8, TransactionBudget = 0.15;

    private readonly TimeSpan length = TimeSpan.FromSeconds(options.Seconds / 60.0);
    private readonly BodySource sessions = new(Shape.OneVisitor, options.Batch, TimeProvider.System);
    private readonly BodySource mixed = new(Shape.ManyVisitors, options.Batch, TimeProvider.System);
    private readonly BodySource single = new(Shape.Single, 1, TimeProvider.System);

    public static async Task<Report> RunAsync(Options options)
    {
        // Whatever hangs, hangs no longer than this.
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(options.Seconds * 8 + 240));
        return await new EventsBenchmark(options, end.Token).RunAsync();
    }

    private async Task<Report> RunAsync()
    {
        Comparison running = new(), paused = new(), manyVisitors = new(), singles = new();
        double peak;
        await using (Stage on = await StartAsync(processing: true))
        await using (Stage off = await StartAsync(processing: false))
        {
            using ReferenceQueue reference = new(on.Azurite.ConnectionString, options.Connections);
            await reference.CreateAsync(cancellationToken);
            await WarmUpAsync(reference, on, off);
            for (int round = 1; round <= Rounds; round++)
                await RoundAsync($"round {round} of {Rounds}", sessions, 4000, reference, on, running, off, paused);
            for (int round = 1; round <= SideRounds; round++)
            {
                int most = Math.Max(1, 10_000 / options.Batch);
                await RoundAsync($"many visitors in a batch, round {round} of {SideRounds}", mixed, most, reference, on, manyVisitors);
                await RoundAsync($"single events, round {round} of {SideRounds}", single, 2000, reference, on, singles);
            }
            peak = on.PeakMebibytes;
        }
        IReadOnlyList<Section> counts = await CountAsync();
        return Report(running, paused, manyVisitors, singles, peak, counts);
    }

    private async Task WarmUpAsync(ReferenceQueue reference, Stage on, Stage off)
    {
        await Say($"warming up");
        await Round.RunAsync(sessions, options.Connections, length, 1000, reference.SendAsync, cancellationToken);
        await reference.ClearAsync(cancellationToken);
        foreach (BodySource bodies in new[] { sessions, single, sessions })
        {
            await on.SendAsync(bodies, options.Connections, length, 2000, cancellationToken);
            await on.DrainAsync(cancellationToken);
            await off.SendAsync(bodies, options.Connections, length, 2000, cancellationToken);
            await off.ClearAsync(cancellationToken);
        }
    }

    private async Task RoundAsync(
        string title, BodySource bodies, int most, ReferenceQueue reference, Stage on, Comparison running, Stage? off = null, Comparison? paused = null)
    {
        RoundResult yardstick = await Round.RunAsync(bodies, options.Connections, length, most, reference.SendAsync, cancellationToken);
        await reference.ClearAsync(cancellationToken);
        RoundResult capture = await on.SendAsync(bodies, options.Connections, length, most, cancellationToken);
        DrainTimes drain = await on.DrainAsync(cancellationToken);
        running.Add(yardstick, capture, drain);
        await Say($"{title}: reference {yardstick.RequestsPerSecond:0}/s, capture {capture.RequestsPerSecond:0}/s, drained in {drain.Processed:0.0} s");
        if (off is null) return;
        RoundResult alone = await off.SendAsync(bodies, options.Connections, length, most, cancellationToken);
        await off.ClearAsync(cancellationToken);
        paused!.Add(yardstick, alone, null);
        await Say($"{title}: capture with processing off {alone.RequestsPerSecond:0}/s");
    }

    private async Task<IReadOnlyList<Section>> CountAsync()
    {
        await Say($"counting requests to storage");
        await using Stage stage = await Stage.StartAsync(processing: true, counted: true);
        TransactionPass pass = new(stage, cancellationToken);
        int batches = Math.Max(1, 5000 / options.Batch);
        int mixedBatches = Math.Max(1, 2000 / options.Batch), connections = options.Connections;
        const string spent = "Requests to storage";
        return
        [
            await pass.BusyAsync("transactionsBusy", $"{spent}: one visitor's session a batch, all connections busy", sessions, connections, batches),
            await pass.CalmAsync("transactionsCalm", $"{spent}: one visitor's session a batch, a batch every 100 ms", sessions, Math.Min(batches, 50)),
            await pass.BusyAsync("transactionsManyVisitors", $"{spent}: each event of a batch another visitor's", mixed, connections, mixedBatches),
            await pass.BusyAsync("transactionsSingle", $"{spent}: single events of new visitors", single, connections, 500),
        ];
    }

    private Report Report(
        Comparison running, Comparison paused, Comparison manyVisitors, Comparison singles, double peak, IReadOnlyList<Section> counts)
    {
        string batches = $"batches of {options.Batch} events, {options.Connections} connections";
        return new Report("events",
        [
            running.Section("capture", $"Capture with processing running: one visitor's session a batch, {batches}"),
            paused.Section("captureProcessingOff", $"Capture with processing off: one visitor's session a batch, {batches}"),
            manyVisitors.Section("captureManyVisitors", $"Capture with processing running: each event another visitor's, {batches}"),
            singles.Section("captureSingle", $"Capture with processing running: single events, {options.Connections} connections"),
            new("app", "The app", [new("peakMebibytes", "peak memory", peak, "MiB")]),
            .. counts,
        ],
        [
            new("captureRatio", "capture with processing running, requests/s beside the emulator's own", running.RequestRatio,
                CaptureBudget, AtLeast: true),
            PerEvent("transactionsPerEventBusy", "requests to storage per event, connections busy", counts[0]),
            PerEvent("transactionsPerEventCalm", "requests to storage per event, a batch every 100 ms", counts[1]),
        ]);
    }

    private static Budget PerEvent(string key, string label, Section section) =>
        new(key, label, section.Figures.First(figure => figure.Key == "perEvent").Value, TransactionBudget, AtLeast: false);

    private static Task<Stage> StartAsync(bool processing) => Stage.StartAsync(processing, counted: false);

    private static Task Say(FormattableString text) => Console.Error.WriteLineAsync(text.ToString(CultureInfo.InvariantCulture));
}
