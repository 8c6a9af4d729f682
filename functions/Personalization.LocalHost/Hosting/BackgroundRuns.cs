using System.Collections.Concurrent;

namespace Personalization.LocalHost.Hosting;

/// <summary>Runs that nobody waits for, until the host stops.</summary>
internal sealed class BackgroundRuns : IDisposable
{
    private readonly ConcurrentDictionary<Task, byte> running = new();
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Starts a run; its failures are its own to log.</summary>
    public void Start(Func<CancellationToken, Task> run)
    {
        Task task = Task.Run(() => run(stopping.Token));
        running.TryAdd(task, 0);
        task.ContinueWith(done => running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits for the runs; when the token says to give up, cancels them.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        Task all = Task.WhenAll(running.Keys).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            await all.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await stopping.CancelAsync();
            throw;
        }
    }

    public void Dispose() => stopping.Dispose();
}
