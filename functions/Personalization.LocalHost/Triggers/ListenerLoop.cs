using System.Diagnostics.CodeAnalysis;

namespace Personalization.LocalHost.Triggers;

/// <summary>
/// One background loop between start and stop. Its body gets two tokens: the first says to take nothing new, the second to give up what is running.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "An invocation that outlives the stop may still register with the tokens; their sources own no timer.")]
internal sealed class ListenerLoop(Func<CancellationToken, CancellationToken, Task> body)
{
    // Real time whatever the host's clock is: at the end of it the process ends.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource taking = new();
    private readonly CancellationTokenSource running = new();
    private Task? loop;

    public void Start()
    {
        if (loop is not null) throw new InvalidOperationException("The listener has already been started.");
        loop = Task.Run(() => body(taking.Token, running.Token), CancellationToken.None);
    }

    /// <summary>Waits for what runs until the token says to give up; then cancels it, and leaves behind what does not heed that.</summary>
    public async Task StopAsync(CancellationToken giveUp)
    {
        if (loop is null) return;
        await taking.CancelAsync();
        await loop.WaitAsync(giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!loop.IsCompleted)
        {
            await running.CancelAsync();
            await Task.WhenAny(loop, Task.Delay(Grace, TimeProvider.System, CancellationToken.None));
        }

        // A loop that ended because it was told to is no failure; any other end is.
        if (loop.IsFaulted) await loop;
    }
}
