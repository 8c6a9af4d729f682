using System.Diagnostics;
using System.Threading.Channels;
using Personalization.Benchmarks.Serve.Shop;

namespace Personalization.Benchmarks.Serve.Load;

/// <summary>
/// Requests come when they come, as from visitors who know nothing of each other, whether or not the server keeps up. The time of an answer
/// begins when its request was due, so that waiting for a slow answer before it counts too.
/// </summary>
internal static class OpenLoop
{
    private const int Connections = 64;

    public static async Task<LoadResult> RunAsync(LoadTarget target, double perSecond, TimeSpan length, CancellationToken cancellationToken)
    {
        HttpConnection[] open = await Load.Connections.OpenAsync(target, Connections, cancellationToken);
        try
        {
            // Sending happens on the thread that keeps the time, receiving on that of the sockets.
            Channel<Due> due = Channel.CreateUnbounded<Due>(new UnboundedChannelOptions { SingleWriter = true, AllowSynchronousContinuations = true });
            LoadClock clock = new(target);
            Task<List<long>>[] answering = [.. open.Select(connection => AnswerAsync(target, connection, due.Reader, cancellationToken))];
            await Task.Factory.StartNew(() => Send(due.Writer, perSecond, length), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return clock.Result(await Task.WhenAll(answering));
        }
        finally
        {
            foreach (HttpConnection connection in open) connection.Dispose();
        }
    }

    private static void Send(ChannelWriter<Due> writer, double perSecond, TimeSpan length)
    {
        Dice dice = new(4);
        long start = Stopwatch.GetTimestamp(), end = start + (long)(length.TotalSeconds * Stopwatch.Frequency);
        double next = start;
        for (long number = 0; (next += dice.Gap() * Stopwatch.Frequency / perSecond) < end; number++)
        {
            Pause.Until((long)next);
            writer.TryWrite(new Due((long)next, number));
        }
        for (int connection = 0; connection < Connections; connection++) writer.TryWrite(Due.Nothing);
    }

    private static async Task<List<long>> AnswerAsync(LoadTarget target, HttpConnection connection, ChannelReader<Due> due, CancellationToken cancellationToken)
    {
        List<long> ticks = new(1 << 14);
        while (await due.ReadAsync(cancellationToken) is { At: > 0 } one)
        {
            await connection.ExchangeAsync(target.Request(one.Number), cancellationToken);
            ticks.Add(Stopwatch.GetTimestamp() - one.At);
        }
        return ticks;
    }

    /// <summary>A request and when it is due.</summary>
    private readonly record struct Due(long At, long Number)
    {
        /// <summary>Tells a connection that nothing comes any more.</summary>
        public static Due Nothing => default;
    }
}
