using Microsoft.DurableTask.Client;

namespace Personalization.LocalHost.Durable;

/// <summary>What a step reads from and writes to an instance: values in, values out.</summary>
internal static class StepPlan
{
    private const int MostHeard = 500;

    /// <summary>The messages that are for this turn and not heard before.</summary>
    public static InstanceMessage[] Accepted(InstanceState state, IEnumerable<InstanceMessage> messages)
    {
        Dictionary<string, int> heard = state.Heard.ToDictionary(origin => origin.Turn, origin => origin.Number);
        List<InstanceMessage> accepted = [];
        foreach (InstanceMessage message in messages)
        {
            if (message.Event is null || (message.Generation is { } generation && generation != state.Generation)) continue;
            if (message.Origin is { } origin)
            {
                if (heard.TryGetValue(origin.Turn, out int last) && origin.Number <= last) continue;
                heard[origin.Turn] = origin.Number;
            }
            accepted.Add(message);
        }
        return [.. accepted];
    }

    public static IReadOnlyList<Origin> Heard(InstanceState state, IEnumerable<InstanceMessage> accepted)
    {
        Origin[] latest = [.. accepted.Select(message => message.Origin).OfType<Origin>().GroupBy(origin => origin.Turn).Select(turn => turn.Last())];
        return latest.Length == 0 ? state.Heard : [.. state.Heard.ExceptBy(latest.Select(origin => origin.Turn), origin => origin.Turn).Concat(latest).TakeLast(MostHeard)];
    }

    /// <summary>What arrives in the step: what waited in the state, the messages, the timers that are due.</summary>
    public static IReadOnlyList<HistoryEvent> Arrived(StoredInstance instance, IEnumerable<InstanceMessage> accepted, DateTimeOffset now) =>
    [
        .. instance.State.Inbox.Select(next => next is ExecutionStarted started ? started with { Input = instance.State.Input } : next),
        .. accepted.Select(message => message.Event!),
        .. DueTimers(instance.History, now),
    ];

    public static IEnumerable<ActivityScheduled> OpenActivities(IReadOnlyList<HistoryEvent> history)
    {
        HashSet<int> ended = [.. history.OfType<TaskEnded>().Select(result => result.Id)];
        return history.OfType<ActivityScheduled>().Where(activity => !ended.Contains(activity.Id));
    }

    public static InstanceCommit Commit(StoredInstance before, IEnumerable<InstanceMessage> accepted, StepOutcome outcome, DateTimeOffset now)
    {
        InstanceState state = before.State with
        {
            UpdatedAt = now,
            Heard = Heard(before.State, accepted),
            CustomStatus = outcome.CustomStatus,
            Inbox = [],
            NextDue = outcome.NextDue,
            AwaitsActivity = outcome.AwaitsActivity,
            Output = outcome.Output,
            Failure = outcome.Failure,
            Status = outcome.Status,
        };
        OutgoingBatch? outgoing = Outgoing(before, outcome);
        if (outcome.Status != OrchestrationRuntimeStatus.ContinuedAsNew) return new InstanceCommit(state, outcome.Appended, NewTurn: false, outgoing);
        ExecutionStarted started = (ExecutionStarted)outcome.Carried[0];
        InstanceState next = state with
        {
            Status = OrchestrationRuntimeStatus.Running,
            Generation = state.Generation + 1,
            Input = started.Input,
            Version = started.Version,
            Inbox = [started with { Input = null }, .. outcome.Carried.Skip(1)],
        };
        return new InstanceCommit(next, [], NewTurn: true, outgoing);
    }

    private static IEnumerable<TimerFired> DueTimers(IReadOnlyList<HistoryEvent> history, DateTimeOffset now)
    {
        HashSet<int> fired = [.. history.OfType<TimerFired>().Select(timer => timer.Id)];
        return history.OfType<TimerCreated>().Where(timer => timer.Due <= now && !fired.Contains(timer.Id))
            .OrderBy(timer => timer.Due).ThenBy(timer => timer.Id).Select(timer => new TimerFired(timer.Id));
    }

    private static OutgoingBatch? Outgoing(StoredInstance before, StepOutcome outcome)
    {
        InstanceState state = before.State;
        List<OutgoingMessage> messages = [];
        foreach (ActionTaken action in outcome.Actions)
        {
            if (action is EventSent sent) messages.Add(new(sent.Target, new EventRaised(sent.Name, sent.Data)) { Origin = new($"{state.InstanceId}/{state.Generation}", sent.Id) });
            if (action is SubOrchestrationCreated sub)
            {
                ParentLink parent = new(state.Name, state.InstanceId, state.Generation, sub.Id);
                messages.Add(new(sub.InstanceId, new ExecutionStarted(sub.Name, sub.Input, sub.Version, parent)) { Tags = sub.Tags });
            }
        }
        messages.AddRange(outcome.Children.Select(child => new OutgoingMessage(child, new ExecutionTerminated(outcome.Output, true))));
        if (state.Parent is { } waiting && End(outcome, waiting.TaskId) is { } end)
            messages.Add(new(waiting.InstanceId, end) { Generation = waiting.Generation });
        return messages.Count == 0 ? null : new OutgoingBatch(state.InstanceId, $"{state.Generation:D10}-{before.History.Count:D10}", messages);
    }

    private static TaskEnded? End(StepOutcome outcome, int task) => outcome.Status switch
    {
        OrchestrationRuntimeStatus.Completed => new TaskCompleted(task, outcome.Output),
        OrchestrationRuntimeStatus.Failed => new TaskFailed(task, outcome.Failure!),
        OrchestrationRuntimeStatus.Terminated => new TaskFailed(task, new Failure("Terminated", "The sub-orchestration was terminated.", null, null)),
        _ => null,
    };
}
