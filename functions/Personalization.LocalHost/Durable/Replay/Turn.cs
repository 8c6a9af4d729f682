using Microsoft.DurableTask;

namespace Personalization.LocalHost.Durable;

/// <summary>What identifies one turn of an instance: the time between two ContinueAsNew.</summary>
internal sealed record TurnIdentity(string InstanceId, int Generation, string DefaultVersion);

/// <summary>One turn, brought from its beginning to the present by applying its events in order. Used by one thread, for one step.</summary>
internal sealed class Turn(TurnIdentity identity, OrchestratorFunction function, Func<Turn, ExecutionStarted, TaskOrchestrationContext> newContext)
{
    private readonly Dictionary<int, ActionTaken> unrecorded = [];
    private readonly Dictionary<int, OpenTask> open = [];
    private readonly HashSet<int> ended = [];
    private readonly List<HistoryEvent> held = [];
    private readonly List<HistoryEvent> late = [];
    private readonly StepLoop loop = new();
    private Task<object?>? run;
    private int nextId;
    private int step;

    public TurnIdentity Identity => identity;

    public EventBuffer Events { get; } = new();

    public StepLoop Loop => loop;

    public ExecutionStarted? Started { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public bool IsReplaying { get; set; } = true;

    public bool IsSuspended { get; private set; }

    public ExecutionTerminated? Terminated { get; private set; }

    public ContinueAsNewOptions? Next { get; set; }

    public string? CustomStatus { get; set; }

    public Task<object?>? Run => run;

    /// <summary>What the code did that the history does not have yet, in order.</summary>
    public IEnumerable<ActionTaken> NewActions => unrecorded.Values.OrderBy(action => action.Id);

    /// <summary>Actions whose end the code may still see.</summary>
    public IEnumerable<OpenTask> Open => open.Values.Where(task => !task.Source.Task.IsCompleted && !ended.Contains(task.Action.Id));

    /// <summary>What came after the code had returned.</summary>
    public IReadOnlyList<HistoryEvent> Late => late;

    private bool IsOver => Terminated is not null || run is { IsCompleted: true };

    /// <summary>Takes the next event; false for one that says nothing new, such as a second result of one task.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code does not do what the history says.</exception>
    public bool Apply(HistoryEvent next)
    {
        if (next is StepStarted begun)
        {
            CheckAllIsRecorded();
            (Now, step) = (begun.Time, step + 1);
            return true;
        }
        if (next is ActionTaken action) return Match(action);
        if (next is TaskEnded result && !(open.ContainsKey(result.Id) && ended.Add(result.Id))) return false;
        if (next is not (ExecutionResumed or ExecutionTerminated) && IsSuspended) held.Add(next);
        else Deliver(next);
        return true;
    }

    /// <summary>An action of the code; its task ends when the history says so.</summary>
    public Task<string?> Do(Func<int, ActionTaken> make, CancellationToken cancellationToken = default)
    {
        ActionTaken action = make(nextId++);
        unrecorded.Add(action.Id, action);
        if (action is EventSent) return Task.FromResult<string?>(null);
        OpenTask task = new(action, new TaskCompletionSource<string?>());
        if (cancellationToken.CanBeCanceled) cancellationToken.Register(() => task.Source.TrySetCanceled(cancellationToken));
        open.Add(action.Id, task);
        return task.Source.Task;
    }

    /// <summary>At the end of the known history: the code must have come exactly as far.</summary>
    public void CheckAllIsRecorded()
    {
        if (NewActions.FirstOrDefault() is { } extra) throw Different(extra.Id, "nothing", extra.Description);
        if (IsReplaying && run is { IsCompleted: true } && Terminated is null) throw Different(nextId, "that it goes on", "the end of the code");
    }

    private void Deliver(HistoryEvent next)
    {
        if (IsOver)
        {
            if (next is not TaskEnded) late.Add(next);
            return;
        }
        switch (next)
        {
            case ExecutionStarted started: Begin(started); break;
            case TaskEnded result: loop.Run(() => End(result)); break;
            case EventRaised raised: loop.Run(() => Events.Raise(raised)); break;
            case ExecutionSuspended: IsSuspended = true; break;
            case ExecutionResumed: Resume(); break;
            case ExecutionTerminated terminated: (Terminated, IsSuspended) = (terminated, false); break;
        }
    }

    private void Begin(ExecutionStarted started)
    {
        Started = started;
        loop.Run(() => run = function(newContext(this, started)));
    }

    private void Resume()
    {
        if (!IsSuspended) return;
        IsSuspended = false;
        HistoryEvent[] waiting = [.. held];
        held.Clear();
        foreach (HistoryEvent next in waiting)
        {
            if (IsSuspended) held.Add(next);
            else Deliver(next);
        }
    }

    private void End(TaskEnded result)
    {
        OpenTask task = open[result.Id];
        if (result is TaskFailed failed) task.Source.TrySetException(task.Failed(failed.Failure));
        else task.Source.TrySetResult((result as TaskCompleted)?.Result);
    }

    private bool Match(ActionTaken recorded)
    {
        if (!unrecorded.Remove(recorded.Id, out ActionTaken? replayed)) throw Different(recorded.Id, recorded.Description, "nothing");
        return recorded.IsSame(replayed) ? true : throw Different(recorded.Id, recorded.Description, replayed.Description);
    }

    private NonDeterministicOrchestrationException Different(int id, string expected, string actual) => new(
        $"The orchestrator '{Started?.Name}' of instance '{identity.InstanceId}' is not deterministic: at step {step}, action {id}, "
        + $"its history has {expected}, but its code now does {actual}. Running instances need the code that they began with: branch on context.Version.");
}
