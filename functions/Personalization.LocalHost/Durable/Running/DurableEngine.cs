using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Durable;

/// <summary>
/// Runs the instances of one store: each by one worker at a time, so many at once, driven by messages, due times and ends of activities.
/// An instance that waits costs nothing but its due time in memory.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "What outlives the stop may still ask for the tokens and slots; they own no timer.")]
internal sealed class DurableEngine : IStepEffects
{
    private readonly InstanceWorker worker;
    private readonly ActivityWorker activities;
    private readonly OutgoingWorker outgoing;
    private readonly Mailboxes mailboxes = new();
    private readonly InFlight inFlight;
    private readonly SemaphoreSlim slots;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource taking = new();
    private readonly CancellationTokenSource running = new();
    private readonly IInstanceStore store;
    private readonly DueTimes due;
    private readonly TimeProvider time;
    private readonly ILogger logger;

    /// <summary>Made of its parts; steps and activities run on the scheduler, by default on the thread pool.</summary>
    public DurableEngine(IInstanceStore store, IDurableCode code, DurableSettings settings, TimeProvider time, ILoggerFactory loggers, TaskScheduler? scheduler = null)
    {
        inFlight = new InFlight(scheduler ?? TaskScheduler.Default);
        (this.store, this.time, Settings) = (store, time, settings);
        logger = loggers.CreateLogger<DurableEngine>();
        due = new DueTimes(time, instanceId => Post(instanceId, new InstanceMessage(null)));
        slots = new SemaphoreSlim(settings.MaxConcurrentOrchestratorFunctions);
        worker = new InstanceWorker(store, code, new OrchestrationExecutor(loggers), settings, time, this, logger);
        activities = new ActivityWorker(code, settings, inFlight, Post);
        Starter = new InstanceStarter(store, instanceId => Post(instanceId, new InstanceMessage(null) { IsNew = true }), time);
        outgoing = new OutgoingWorker(store, Starter, SendAsync, inFlight, time, logger);
    }

    public IInstanceStore Store => store;

    public DurableSettings Settings { get; }

    public Watchers Watchers { get; } = new();

    public InstanceStarter Starter { get; }

    /// <summary>When the next waiting instance is due; null when none waits for a time, and when nobody wakes it any more.</summary>
    public DateTimeOffset? NextDue => taking.IsCancellationRequested ? null : due.Next;

    /// <summary>Ends when nothing runs: all that is left waits for a time or an event.</summary>
    public Task IdleAsync() => inFlight.IdleAsync();

    /// <summary>
    /// Takes up what a former run left: first its messages, which go before all that is sent from now on; then, in the background, what waits:
    /// with many it takes a while, and new work need not.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.PrepareAsync(cancellationToken);
        await foreach (OutgoingBatch batch in store.OutgoingAsync(cancellationToken)) Deliver(batch);
        ready.SetResult();
        inFlight.Run(() => new Recovery(store, due, instanceId => Post(instanceId, new InstanceMessage(null)), time, logger).RunAsync(taking.Token));
    }

    /// <summary>Begins nothing new and waits for what runs until the token says to give up.</summary>
    public async Task StopAsync(CancellationToken giveUp)
    {
        await taking.CancelAsync();
        due.Dispose();
        await inFlight.IdleAsync().WaitAsync(giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await running.CancelAsync();
    }

    public void Post(string instanceId, InstanceMessage message)
    {
        if (taking.IsCancellationRequested) message.Delivered.TrySetCanceled();
        else if (mailboxes.Add(instanceId, message) is { } box) inFlight.Run(() => DrainAsync(box));
    }

    /// <summary>Ends when the message is in the instance's stored history, or cannot get there.</summary>
    public Task<Delivery> SendAsync(string instanceId, InstanceMessage message)
    {
        Post(instanceId, message);
        return message.Delivered.Task;
    }

    public void Run(InstanceState instance, ActivityScheduled activity) => activities.Begin(instance, activity, taking.Token, running.Token);

    public void Deliver(OutgoingBatch batch) => outgoing.Begin(batch, taking.Token);

    public void Stored(InstanceState state)
    {
        due.Set(state.InstanceId, state.IsOver ? null : state.NextDue);
        if (state.HasWork && state.Inbox.Count > 0) Post(state.InstanceId, new InstanceMessage(null));
        Watchers.Changed(state.InstanceId);
    }

    private async Task DrainAsync(Mailbox box)
    {
        while (mailboxes.Take(box) is { Count: > 0 } batch)
        {
            if (await TryStepAsync(box, batch)) continue;
            foreach (InstanceMessage message in batch) message.Delivered.TrySetCanceled();
        }
    }

    /// <summary>False when the host stops.</summary>
    private async Task<bool> TryStepAsync(Mailbox box, List<InstanceMessage> batch)
    {
        while (true)
        {
            try
            {
                await ready.Task.WaitAsync(taking.Token);
                await slots.WaitAsync(taking.Token);
                try
                {
                    await worker.StepAsync(box, batch, running.Token);
                    return true;
                }
                finally
                {
                    slots.Release();
                }
            }
            catch (OperationCanceledException) when (taking.IsCancellationRequested)
            {
                return false;
            }
            catch (Exception trouble)
            {
                // Whatever the reason (mostly the storage is away), the instance has to go on when it is over.
                logger.StepTroubled(trouble, box.InstanceId);
                box.Cached = null;
                foreach (InstanceMessage message in batch.Where(message => message.FailsFast)) message.Delivered.TrySetException(trouble);
                batch.RemoveAll(message => message.FailsFast);
            }
            if (batch.Count == 0) return true;
            await Task.Delay(Recovery.PauseAfterTrouble, time, taking.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
