using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Durable;

/// <summary>Delivers what instances send to others, until it is delivered; the receiver drops what it has seen.</summary>
internal sealed class OutgoingWorker(
    IInstanceStore store, InstanceStarter starter, Func<string, InstanceMessage, Task<Delivery>> send, InFlight inFlight, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromSeconds(2);

    public void Begin(OutgoingBatch batch, CancellationToken taking) => inFlight.Run(() => DeliverAsync(batch, taking));

    private async Task DeliverAsync(OutgoingBatch batch, CancellationToken taking)
    {
        while (!taking.IsCancellationRequested)
        {
            try
            {
                foreach (OutgoingMessage message in batch.Messages) await DeliverAsync(message, taking);
                await store.RemoveOutgoingAsync(batch, taking);
                return;
            }
            catch (OperationCanceledException) when (taking.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble)
            {
                logger.DeliveryTroubled(trouble, batch.InstanceId);
                await Task.Delay(PauseAfterTrouble, time, taking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task DeliverAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (message.Event is ExecutionStarted started) await StartAsync(message, started, cancellationToken);
        else await send(message.Target, new InstanceMessage(message.Event) { Generation = message.Generation, Id = message.Id });
    }

    private async Task StartAsync(OutgoingMessage message, ExecutionStarted started, CancellationToken cancellationToken)
    {
        ParentLink parent = started.Parent!;
        InstanceState? existing = await starter.StartAsync(
            message.Target, started, null, message.Tags, other => other.IsOver && other.Parent != parent, cancellationToken);
        if (existing is null || existing.Parent == parent) return;
        Failure failure = new("InstanceExists", $"An instance '{message.Target}' is running already.", null, null);
        await send(parent.InstanceId, new InstanceMessage(new TaskFailed(parent.TaskId, failure)) { Generation = parent.Generation });
    }
}
