using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Durable;

/// <summary>Finds the instances that a former run of the host left with work or a due time. Twice does no harm: a wake-up may find nothing to do.</summary>
internal sealed class Recovery(IInstanceStore store, DueTimes due, Action<string> wake, TimeProvider time, ILogger logger)
{
    public static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken taking)
    {
        while (!taking.IsCancellationRequested)
        {
            try
            {
                await foreach (ActiveInstance active in store.ActiveAsync(taking)) TakeUp(active);
                return;
            }
            catch (OperationCanceledException) when (taking.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble)
            {
                logger.RecoveryTroubled(trouble);
                await Task.Delay(PauseAfterTrouble, time, taking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void TakeUp(ActiveInstance active)
    {
        if (active.NextDue is { } at) due.Recall(active.InstanceId, at);
        if (active.HasWork) wake(active.InstanceId);
    }
}
