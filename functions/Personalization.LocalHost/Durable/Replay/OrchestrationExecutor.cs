using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Durable;

/// <summary>What a step came to. The history to append is empty where nothing that arrived was new.</summary>
internal sealed record StepOutcome(OrchestrationRuntimeStatus Status, IReadOnlyList<HistoryEvent> Appended, IReadOnlyList<ActionTaken> Actions)
{
    public string? CustomStatus { get; init; }

    public string? Output { get; init; }

    public Failure? Failure { get; init; }

    /// <summary>The earliest timer that the code waits for.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>Whether an activity has yet to end.</summary>
    public bool AwaitsActivity { get; init; }

    /// <summary>Sub-orchestrations that end with a recursive termination.</summary>
    public IReadOnlyList<string> Children { get; init; } = [];

    /// <summary>With ContinuedAsNew: what the next turn begins with.</summary>
    public IReadOnlyList<HistoryEvent> Carried { get; init; } = [];
}

/// <summary>(History, what arrived, code) to (new history, actions, status): pure, but for what the code itself does.</summary>
internal sealed class OrchestrationExecutor(ILoggerFactory loggers)
{
    public StepOutcome Execute(
        TurnIdentity identity, IReadOnlyList<HistoryEvent> history, IReadOnlyList<HistoryEvent> arrived, DateTimeOffset now, OrchestratorFunction function)
    {
        Turn turn = new(identity, function, (turn, started) => new ReplayContext(turn, started, loggers));
        List<HistoryEvent> appended = [];
        try
        {
            foreach (HistoryEvent past in history) turn.Apply(past);
            turn.CheckAllIsRecorded();
            turn.IsReplaying = false;
            StepStarted step = new(now);
            turn.Apply(step);
            foreach (HistoryEvent next in arrived)
            {
                if (turn.Apply(next)) appended.Add(next);
            }
            if (appended.Count == 0) return Waiting(turn, [], []);
            appended.Insert(0, step);
            return Outcome(turn, appended);
        }
        catch (NonDeterministicOrchestrationException different)
        {
            return Failed(turn, [new StepStarted(now), .. arrived], [], different);
        }
        finally
        {
            turn.Loop.End();
        }
    }

    private static StepOutcome Outcome(Turn turn, List<HistoryEvent> appended)
    {
        ActionTaken[] actions = [.. turn.NewActions];
        appended.AddRange(actions);
        if (turn.Terminated is { } terminated) return Terminated(turn, appended, actions, terminated);
        if (turn.Run is { IsCompleted: true } run) return Ended(turn, appended, actions, run);
        bool waits = turn.IsSuspended || turn.Run is null || turn.Events.HasWaiters || turn.Open.Any();
        return waits && !turn.Loop.SawForeignThread ? Waiting(turn, appended, actions) : Failed(turn, appended, [], new InvalidOperationException(
            $"The orchestrator '{turn.Started!.Name}' awaits something that is not from its context; only the context's own tasks may be awaited."));
    }

    private static StepOutcome Waiting(Turn turn, List<HistoryEvent> appended, ActionTaken[] actions)
    {
        OrchestrationRuntimeStatus status = turn.IsSuspended ? OrchestrationRuntimeStatus.Suspended
            : turn.Run is null ? OrchestrationRuntimeStatus.Pending : OrchestrationRuntimeStatus.Running;
        IEnumerable<TimerCreated> timers = turn.Open.Select(task => task.Action).OfType<TimerCreated>();
        return new StepOutcome(status, appended, actions)
        {
            CustomStatus = turn.CustomStatus,
            NextDue = timers.Select(timer => (DateTimeOffset?)timer.Due).Min(),
            AwaitsActivity = turn.Open.Any(task => task.Action is ActivityScheduled),
        };
    }

    private static StepOutcome Ended(Turn turn, List<HistoryEvent> appended, ActionTaken[] actions, Task<object?> run)
    {
        if (!run.IsCompletedSuccessfully)
            return Failed(turn, appended, actions, run.Exception?.InnerException ?? new TaskCanceledException(run));
        if (turn.Next is { } next) return Continued(turn, appended, actions, next);
        string? output = JsonConverter.Instance.Serialize(run.Result);
        appended.Add(new ExecutionCompleted(output, null));
        return new StepOutcome(OrchestrationRuntimeStatus.Completed, appended, actions) { CustomStatus = turn.CustomStatus, Output = output };
    }

    private static StepOutcome Continued(Turn turn, List<HistoryEvent> appended, ActionTaken[] actions, ContinueAsNewOptions next)
    {
        ExecutionStarted started = turn.Started! with { Input = JsonConverter.Instance.Serialize(next.NewInput), Version = next.NewVersion ?? turn.Started!.Version };
        IEnumerable<HistoryEvent> events = next.PreserveUnprocessedEvents
            ? turn.Events.Unclaimed.Concat(turn.Late)
            : turn.Late.Where(late => late is not EventRaised);
        return new StepOutcome(OrchestrationRuntimeStatus.ContinuedAsNew, appended, actions) { CustomStatus = turn.CustomStatus, Carried = [started, .. events] };
    }

    private static StepOutcome Terminated(Turn turn, List<HistoryEvent> appended, ActionTaken[] actions, ExecutionTerminated terminated)
    {
        appended.Add(new ExecutionCompleted(terminated.Output, null));
        IEnumerable<string> children = turn.Open.Select(task => task.Action).OfType<SubOrchestrationCreated>().Select(sub => sub.InstanceId);
        return new StepOutcome(OrchestrationRuntimeStatus.Terminated, appended, actions)
        {
            CustomStatus = turn.CustomStatus,
            Output = terminated.Output,
            Children = terminated.Recursive ? [.. children] : [],
        };
    }

    private static StepOutcome Failed(Turn turn, List<HistoryEvent> appended, ActionTaken[] actions, Exception exception)
    {
        Failure failure = Failures.From(exception);
        appended.Add(new ExecutionCompleted(null, failure));
        return new StepOutcome(OrchestrationRuntimeStatus.Failed, appended, actions) { CustomStatus = turn.CustomStatus, Failure = failure };
    }
}
