using Azure;

namespace Personalization.Functions.Storage;

/// <summary>Has what is collected in memory brought to the store a while after the first of it came. What storage refuses stays with the collector, for the next time.</summary>
/// <param name="pause">How long it waits.</param>
/// <param name="time">The clock.</param>
/// <param name="bring">Brings it, and keeps it where that fails.</param>
/// <param name="failed">Told of what storage refused.</param>
internal sealed class BringingLater(TimeSpan pause, TimeProvider time, Func<CancellationToken, Task> bring, Action<RequestFailedException> failed)
{
    private int noticed;

    /// <summary>Something has come. Returns at once.</summary>
    public void Notice()
    {
        if (Volatile.Read(ref noticed) == 0 && Interlocked.Exchange(ref noticed, 1) == 0) _ = BringSoonAsync();
    }

    /// <summary>Brings it now.</summary>
    public async Task TryBringAsync()
    {
        try
        {
            await bring(CancellationToken.None);
        }
        catch (RequestFailedException fault)
        {
            failed(fault); // What comes next tries again.
        }
    }

    private async Task BringSoonAsync()
    {
        await Task.Delay(pause, time);
        Volatile.Write(ref noticed, 0);
        await TryBringAsync();
    }
}
