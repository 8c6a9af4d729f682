namespace Personalization.Functions.Storage;

/// <summary>Does something before the first use of a resource, once; tries again at the next use when it failed.</summary>
internal sealed class Once(Func<CancellationToken, Task> action) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile bool done;

    public ValueTask EnsureAsync(CancellationToken cancellationToken) => done ? ValueTask.CompletedTask : new ValueTask(RunAsync(cancellationToken));

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
