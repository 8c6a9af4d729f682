using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Durable;

/// <summary>Delivers what instances send to others, until it is delivered, each sender's in its order; the receiver drops what it has heard.</summary>
[SuppressMessage("Design", "CA1001", Justification = "What outlives the stop may still ask for a slot; it owns no timer.")]
internal sealed class OutgoingWorker(
    IInstanceStore store, InstanceStarter starter, Func<string, InstanceMessage, Task<Delivery>> send, InFlight inFlight, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromSeconds(2);

    // What is delivered but not yet removed comes again after a kill: fewer than the receiver remembers.
    private const int MostAtOnce = 64;
    private const int MostStartsAtOnce = 8;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Task> last = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim slots = new(MostAtOnce);

    public void Begin(OutgoingBatch batch, CancellationToken taking)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (gate)
        {
            before = last.GetValueOrDefault(batch.InstanceId, Task.CompletedTask);
            last[batch.InstanceId] = done.Task;
        }
        inFlight.Run(() => AfterAsync(before, batch, done, taking));
    }

    private async Task AfterAsync(Task before, OutgoingBatch batch, TaskCompletionSource done, CancellationToken taking)
    {
        await before;
        await slots.WaitAsync(taking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!taking.IsCancellationRequested)
        {
            await DeliverAsync(batch, taking);
            slots.Release();
        }
        done.SetResult();
        lock (gate)
        {
            if (last[batch.InstanceId] == done.Task) last.Remove(batch.InstanceId);
        }
    }

    private async Task DeliverAsync(OutgoingBatch batch, CancellationToken taking)
    {
        while (!taking.IsCancellationRequested)
        {
            try
            {
                await Parallel.ForEachAsync(
                    batch.Messages.Where(message => message.Event is ExecutionStarted),
                    new ParallelOptions { MaxDegreeOfParallelism = MostStartsAtOnce, CancellationToken = taking },
                    async (message, cancellationToken) => await StartAsync(message, (ExecutionStarted)message.Event, cancellationToken));
                foreach (OutgoingMessage message in batch.Messages.Where(message => message.Event is not ExecutionStarted))
                    await send(message.Target, new InstanceMessage(message.Event) { Generation = message.Generation, Origin = message.Origin });
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
