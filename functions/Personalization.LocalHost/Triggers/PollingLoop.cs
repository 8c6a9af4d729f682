using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Triggers;

/// <summary>A place that messages are taken from, and what is done with each.</summary>
internal interface IMessageSource<T>
{
    string Name { get; }

    /// <summary>How many messages to ask for while this many run; 0 to wait until one of them has ended.</summary>
    int Wanted(int running);

    Task<IReadOnlyList<T>> TakeAsync(int count, CancellationToken cancellationToken);

    /// <summary>Handles one message to its end. Failures are its own to log and settle.</summary>
    Task HandleAsync(T message, CancellationToken giveUp);
}

/// <summary>Takes messages in batches and runs them side by side; backs off while there are none.</summary>
internal sealed class PollingLoop<T>
{
    private readonly IMessageSource<T> source;
    private readonly TimeSpan longestPause;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly ListenerLoop loop;
    private readonly List<Task> running = [];

    public PollingLoop(IMessageSource<T> source, TimeSpan longestPause, TimeProvider clock, ILogger logger)
    {
        (this.source, this.longestPause, this.clock, this.logger) = (source, longestPause, clock, logger);
        loop = new ListenerLoop(ListenAsync);
    }

    public void Start() => loop.Start();

    public Task StopAsync(CancellationToken cancellationToken) => loop.StopAsync(cancellationToken);

    private async Task ListenAsync(CancellationToken stopping, CancellationToken giveUp)
    {
        int emptyLooks = 0;
        while (!stopping.IsCancellationRequested)
        {
            running.RemoveAll(task => task.IsCompletedSuccessfully);
            int wanted = source.Wanted(running.Count);
            if (wanted == 0)
            {
                await ((Task)Task.WhenAny(running)).WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            // Not cancelled by a stop: a batch that the service has handed out would stay hidden for a whole lease.
            IReadOnlyList<T>? taken = await TakeAsync(wanted, giveUp);
            running.AddRange((taken ?? []).Select(message => Task.Run(() => HandleAsync(message, giveUp), CancellationToken.None)));
            if (taken is { Count: > 0 })
            {
                emptyLooks = 0;
                continue;
            }

            TimeSpan pause = taken is null ? longestPause : PollingBackoff.After(emptyLooks++, longestPause, source.Name);
            await Task.Delay(pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(running);
    }

    /// <summary>Null where the service could not be asked.</summary>
    private async Task<IReadOnlyList<T>?> TakeAsync(int wanted, CancellationToken giveUp)
    {
        try
        {
            return await source.TakeAsync(wanted, giveUp);
        }
        catch (Exception error)
        {
            // Storage was away: whatever the reason, listening has to go on when it is back.
            if (!giveUp.IsCancellationRequested) logger.PollingFailed(error, source.Name);
            return null;
        }
    }

    private async Task HandleAsync(T message, CancellationToken giveUp)
    {
        try
        {
            await source.HandleAsync(message, giveUp);
        }
        catch (Exception error)
        {
            // Not settled: the message comes back when its lease ends.
            if (!giveUp.IsCancellationRequested) logger.SettlingFailed(error, source.Name);
        }
    }
}
