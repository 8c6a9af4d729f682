using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Durable;

/// <summary>What follows from a step that is stored.</summary>
internal interface IStepEffects
{
    void Run(InstanceState instance, ActivityScheduled activity);

    void Deliver(OutgoingBatch batch);

    void Stored(InstanceState state);
}

/// <summary>Takes the steps of instances.</summary>
internal sealed class InstanceWorker(
    IInstanceStore store, IDurableCode code, OrchestrationExecutor executor, DurableSettings settings, TimeProvider time, IStepEffects effects, ILogger logger)
{
    /// <summary>Takes one step with the messages. Throws what the store throws; then nothing has happened, or all of it.</summary>
    public async Task StepAsync(Mailbox box, IReadOnlyList<InstanceMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Any(message => message.IsNew)) box.Cached = null;
        while (true)
        {
            // What a state out of the store waits for may not be running: a former run of the host began it.
            bool redispatch = box.Cached is null;
            StoredInstance? before = box.Cached ?? await store.LoadAsync(box.InstanceId, cancellationToken);
            if (before is null || before.State.IsOver)
            {
                box.Cached = null;
                Settle(messages, before is null ? Delivery.NoInstance : Delivery.Ended, box.InstanceId);
                return;
            }
            box.Cached = before;
            if (await TryStepAsync(box, before, messages, redispatch, cancellationToken)) return;
            box.Cached = null;
        }
    }

    /// <summary>False when the instance has been changed by someone else.</summary>
    private async Task<bool> TryStepAsync(Mailbox box, StoredInstance before, IReadOnlyList<InstanceMessage> messages, bool redispatch, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        InstanceMessage[] accepted = StepPlan.Accepted(before.State, messages);
        if (IsEarly(before.State, accepted, now)) return await KeepAsync(box, before, accepted, messages, cancellationToken);
        IReadOnlyList<HistoryEvent> arrived = StepPlan.Arrived(before, accepted, now);
        StepOutcome outcome = arrived.Count == 0 ? Nothing(before.State) : Execute(before, arrived, now);
        StoredInstance after = before;
        InstanceCommit? commit = null;
        if (outcome.Appended.Count > 0)
        {
            commit = StepPlan.Commit(before, accepted, outcome, now);
            if (await store.CommitAsync(before, commit, cancellationToken) is not { } stored) return false;
            after = stored;
        }
        box.Cached = after.State.IsOver ? null : after;
        if (redispatch) Redispatch(after, outcome);
        if (after.State.Status != before.State.Status) LogEnd(after.State);
        foreach (ActivityScheduled activity in outcome.Actions.OfType<ActivityScheduled>()) effects.Run(before.State, activity);
        if (commit?.Outgoing is { } batch) effects.Deliver(batch);
        effects.Stored(after.State);
        Settle(messages, Delivery.Taken, box.InstanceId);
        return true;
    }

    private StepOutcome Execute(StoredInstance before, IReadOnlyList<HistoryEvent> arrived, DateTimeOffset now)
    {
        InstanceState state = before.State;
        OrchestratorFunction function = code.Orchestrator(state.Name) ?? (_ => throw new MissingMethodException($"There is no orchestrator function named '{state.Name}'."));
        return executor.Execute(new TurnIdentity(state.InstanceId, state.Generation, settings.DefaultVersion), before.History, arrived, now, Caught);

        // What the function throws before its first await ends the instance too.
        async Task<object?> Caught(Microsoft.DurableTask.TaskOrchestrationContext context) => await function(context);
    }

    private static StepOutcome Nothing(InstanceState state) => new(state.Status, [], []);

    private static bool IsEarly(InstanceState state, IEnumerable<InstanceMessage> accepted, DateTimeOffset now) =>
        state.Status == OrchestrationRuntimeStatus.Pending && state.NextDue > now && !accepted.Any(message => message.Event is ExecutionTerminated);

    /// <summary>The instance begins later: what comes before that waits with it.</summary>
    private async Task<bool> KeepAsync(
        Mailbox box, StoredInstance before, InstanceMessage[] accepted, IReadOnlyList<InstanceMessage> messages, CancellationToken cancellationToken)
    {
        StoredInstance? after = before;
        if (accepted.Length > 0)
        {
            InstanceState state = before.State with
            {
                Inbox = [.. before.State.Inbox, .. accepted.Select(message => message.Event!)],
                Heard = StepPlan.Heard(before.State, accepted),
            };
            after = await store.CommitAsync(before, new InstanceCommit(state, []), cancellationToken);
            if (after is null) return false;
        }
        box.Cached = after;
        effects.Stored(after.State);
        Settle(messages, Delivery.Taken, box.InstanceId);
        return true;
    }

    private void Redispatch(StoredInstance after, StepOutcome outcome)
    {
        if (after.State.IsOver) return;
        HashSet<int> begun = [.. outcome.Actions.Select(action => action.Id)];
        foreach (ActivityScheduled activity in StepPlan.OpenActivities(after.History).Where(activity => !begun.Contains(activity.Id)))
            effects.Run(after.State, activity);
    }

    private void LogEnd(InstanceState state)
    {
        if (state.Failure is { } failure) logger.InstanceFailed(state.InstanceId, state.Name, failure.Type);
        else if (state.IsOver && logger.IsEnabled(LogLevel.Information)) logger.InstanceEnded(state.InstanceId, state.Name, state.Status.ToString());
    }

    private void Settle(IReadOnlyList<InstanceMessage> messages, Delivery delivery, string instanceId)
    {
        foreach (InstanceMessage message in messages)
        {
            if (delivery != Delivery.Taken && message.Event is EventRaised) logger.MessageDropped(instanceId, delivery);
            message.Delivered.TrySetResult(delivery);
        }
    }
}
