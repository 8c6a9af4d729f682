namespace Personalization.Functions.Storage;

/// <summary>A value read from storage and looked at anew at most once in an interval, by one caller; the others go on with what there is.</summary>
/// <param name="time">The clock.</param>
/// <param name="interval">How long a value is taken as current.</param>
/// <param name="read">Gives the current value, or null when the given one still is.</param>
internal sealed class Refreshed<T>(TimeProvider time, TimeSpan interval, Func<T?, CancellationToken, Task<T?>> read) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile T? value;
    private volatile bool expired;
    private long readAt;

    /// <summary>The value: read now if it never was, else at most an interval old for one caller, and a little older for those who come while it is read.</summary>
    public ValueTask<T> GetAsync(CancellationToken cancellationToken) =>
        value is { } known && IsCurrent ? new ValueTask<T>(known) : new ValueTask<T>(ReadAsync(value, cancellationToken));

    /// <summary>Makes the next caller look.</summary>
    public void Expire() => expired = true;

    public void Dispose() => gate.Dispose();

    private bool IsCurrent => !expired && time.GetElapsedTime(Interlocked.Read(ref readAt)) < interval;

    private async Task<T> ReadAsync(T? old, CancellationToken cancellationToken)
    {
        if (old is null) await gate.WaitAsync(cancellationToken);
        else if (!await gate.WaitAsync(0, cancellationToken)) return old;
        try
        {
            if (value is { } known && IsCurrent) return known;
            expired = false;
            T current = await read(value, cancellationToken) ?? value ?? throw new InvalidOperationException($"No {typeof(T).Name} was read");
            value = current;
            Interlocked.Exchange(ref readAt, time.GetTimestamp());
            return current;
        }
        finally
        {
            gate.Release();
        }
    }
}
