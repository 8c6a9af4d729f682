using System.Diagnostics;

namespace Personalization.Benchmarks.Serve.Load;

/// <summary>Sends as fast as the server answers: each connection asks again when it has its answer.</summary>
internal static class Saturation
{
    public static async Task<LoadResult> RunAsync(LoadTarget target, int connections, TimeSpan length, CancellationToken cancellationToken)
    {
        HttpConnection[] open = await Connections.OpenAsync(target, connections, cancellationToken);
        try
        {
            LoadClock clock = new(target);
            async Task<List<long>> LoopAsync(HttpConnection connection, long next)
            {
                List<long> ticks = new(1 << 16);
                for (; clock.Elapsed < length; next++)
                {
                    long sent = Stopwatch.GetTimestamp();
                    await connection.ExchangeAsync(target.Request(next), cancellationToken);
                    ticks.Add(Stopwatch.GetTimestamp() - sent);
                }
                return ticks;
            }

            return clock.Result(await Task.WhenAll(open.Select((one, place) => LoopAsync(one, (long)place * target.Requests / connections))));
        }
        finally
        {
            foreach (HttpConnection connection in open) connection.Dispose();
        }
    }
}

internal static class Connections
{
    public static Task<HttpConnection[]> OpenAsync(LoadTarget target, int count, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => HttpConnection.OpenAsync(target.Port, cancellationToken)));
}
