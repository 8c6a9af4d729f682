namespace Personalization.Benchmarks.Events;

/// <summary>What one round of sending achieved.</summary>
internal sealed record RoundResult(double Seconds, long Requests, long Events, long Bytes, long Refusals, IReadOnlyList<double> Milliseconds)
{
    public double RequestsPerSecond => Requests / Seconds;

    public double EventsPerSecond => Events / Seconds;

    public double BytesPerSecond => Bytes / Seconds;
}

/// <summary>Takes a request; true when it is stored, false when it was told to come again later and has waited.</summary>
internal delegate Task<bool> Send(Body body, CancellationToken cancellationToken);

/// <summary>Sends as fast as the other side takes it, over so many connections, for so long, but no more than so many requests.</summary>
internal static class Round
{
    public static async Task<RoundResult> RunAsync(
        BodySource bodies, int connections, TimeSpan length, int most, Send send, CancellationToken cancellationToken)
    {
        TimeProvider time = TimeProvider.System;
        long started = time.GetTimestamp();
        long left = most, events = 0, bytes = 0, refusals = 0;
        async Task<List<double>> ConnectionAsync()
        {
            List<double> milliseconds = [];
            while (time.GetElapsedTime(started) < length && Interlocked.Decrement(ref left) >= 0)
            {
                Body body = bodies.Next();
                long sent = time.GetTimestamp();
                while (!await send(body, cancellationToken))
                {
                    Interlocked.Increment(ref refusals);
                    sent = time.GetTimestamp();
                }
                milliseconds.Add(time.GetElapsedTime(sent).TotalMilliseconds);
                Interlocked.Add(ref events, body.Events);
                Interlocked.Add(ref bytes, body.Bytes.Length);
            }
            return milliseconds;
        }

        List<double>[] all = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(ConnectionAsync, cancellationToken)));
        double[] answers = [.. all.SelectMany(one => one)];
        return new RoundResult(time.GetElapsedTime(started).TotalSeconds, answers.Length, events, bytes, refusals, answers);
    }
}
