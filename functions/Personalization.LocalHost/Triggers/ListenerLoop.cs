using System.Diagnostics.CodeAnalysis;

namespace Personalization.LocalHost.Triggers;

/// <summary>
/// One background loop between start and stop. Its body gets two tokens: the first says to take nothing new, the second to give up what is running.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "An invocation that outlives the stop may still register with the tokens; their sources own no timer.")]
internal sealed class ListenerLoop(Func<CancellationToken, CancellationToken, Task> body)
{
    private readonly CancellationTokenSource taking = new();
    private readonly CancellationTokenSource running = new();
    private Task? loop;

    public void Start()
    {
        if (loop is not null) throw new InvalidOperationException("The listener has already been started.");
        loop = Task.Run(() => body(taking.Token, running.Token), CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken giveUp)
    {
        if (loop is null) return;
        await taking.CancelAsync();
        await using CancellationTokenRegistration registration = giveUp.Register(running.Cancel);
        try
        {
            await loop;
        }
        catch (OperationCanceledException) when (taking.IsCancellationRequested)
        {
            // The loop ended because it was told to.
        }
    }
}
