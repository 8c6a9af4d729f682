using Azure;

namespace Personalization.Functions.Storage;

/// <summary>Does something before the first use of a resource, once; tries again at the next use when it failed.</summary>
internal sealed class Once(Func<CancellationToken, Task> action) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile bool done;

    public ValueTask EnsureAsync(CancellationToken cancellationToken) => done ? ValueTask.CompletedTask : new ValueTask(RunAsync(cancellationToken));

    /// <summary>
    /// Uses the resource. When storage says that it is gone after all, it is made again and used once more:
    /// an emulator that is killed forgets what it made last.
    /// </summary>
    public async Task<T> UseAsync<T>(Func<Task<T>> use, CancellationToken cancellationToken)
    {
        await EnsureAsync(cancellationToken);
        try
        {
            return await use();
        }
        catch (RequestFailedException fault) when (fault.ErrorCode is "ContainerNotFound" or "QueueNotFound" or "TableNotFound")
        {
            done = false;
            await EnsureAsync(cancellationToken);
            return await use();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (done) return;
            await action(cancellationToken);
            done = true;
        }
        finally
        {
            gate.Release();
        }
    }
}
