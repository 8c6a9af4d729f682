namespace Personalization.Functions.Jobs;

/// <summary>
/// Work that is done by one at a time, with one more waiting. Whoever comes while one waits has what they came for from that one, which has yet to
/// begin: so many requests for the same do not take the places of other jobs.
/// </summary>
internal sealed class OneBehind : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private int waiting;

    /// <summary>Does the work, or leaves it to the one that waits.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref waiting, 1) == 1) return;
        try
        {
            await gate.WaitAsync(cancellationToken);
        }
        finally
        {
            Volatile.Write(ref waiting, 0);
        }
        try
        {
            await work(cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
