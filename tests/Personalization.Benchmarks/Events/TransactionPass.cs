namespace Personalization.Benchmarks.Events;

/// <summary>Counts what a known number of events costs in requests to storage, host and all, until everything has arrived.</summary>
internal sealed class TransactionPass(Stage stage, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>Sends so many requests as fast as they are taken.</summary>
    public Task<Section> BusyAsync(string key, string title, BodySource bodies, int connections, int requests) =>
        CountAsync(key, title, async () => (await stage.SendAsync(bodies, connections, TimeSpan.FromMinutes(1), requests, cancellationToken)).Events);

    /// <summary>Sends one request after the other with pauses, so that none goes into one message with another.</summary>
    public Task<Section> CalmAsync(string key, string title, BodySource bodies, int requests) => CountAsync(key, title, async () =>
    {
        long events = 0;
        for (int request = 0; request < requests; request++)
        {
            events += (await stage.SendAsync(bodies, 1, TimeSpan.FromMinutes(1), 1, cancellationToken)).Events;
            await Task.Delay(Pace, TimeProvider.System, cancellationToken);
        }
        return events;
    });

    private async Task<Section> CountAsync(string key, string title, Func<Task<long>> send)
    {
        IReadOnlyDictionary<string, long> before = stage.Calls;
        double events = await send();
        await stage.DrainAsync(cancellationToken);
        Dictionary<string, long> spent = stage.Calls.ToDictionary(one => one.Key, one => one.Value - before.GetValueOrDefault(one.Key));
        List<Figure> figures =
        [
            new("events", "events", events),
            new("perEvent", "requests to storage per event", spent.Values.Sum() / events),
            .. spent.Where(one => one.Value > 0).OrderByDescending(one => one.Value).Select(one => new Figure(one.Key, one.Key, one.Value)),
        ];
        return new Section(key, title, figures);
    }
}
