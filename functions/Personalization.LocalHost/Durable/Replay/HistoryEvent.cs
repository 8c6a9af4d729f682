using System.Text.Json.Serialization;

namespace Personalization.LocalHost.Durable;

/// <summary>One entry of an instance's history. The letters and the properties' names are storage format: add, never rename.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$")]
[JsonDerivedType(typeof(StepStarted), "step")]
[JsonDerivedType(typeof(ExecutionStarted), "start")]
[JsonDerivedType(typeof(ActivityScheduled), "act")]
[JsonDerivedType(typeof(TimerCreated), "timer")]
[JsonDerivedType(typeof(SubOrchestrationCreated), "sub")]
[JsonDerivedType(typeof(EventSent), "send")]
[JsonDerivedType(typeof(TaskCompleted), "ok")]
[JsonDerivedType(typeof(TaskFailed), "fail")]
[JsonDerivedType(typeof(TimerFired), "fired")]
[JsonDerivedType(typeof(EventRaised), "raised")]
[JsonDerivedType(typeof(ExecutionSuspended), "suspended")]
[JsonDerivedType(typeof(ExecutionResumed), "resumed")]
[JsonDerivedType(typeof(ExecutionTerminated), "terminated")]
[JsonDerivedType(typeof(ExecutionCompleted), "end")]
internal abstract record HistoryEvent;

/// <summary>A step begins; the time that the orchestrator sees until the next.</summary>
internal sealed record StepStarted(DateTimeOffset Time) : HistoryEvent;

internal sealed record ExecutionStarted(string Name, string? Input, string? Version, ParentLink? Parent) : HistoryEvent;

/// <summary>Something that the orchestrator did. Ids count from zero in the order of the doing.</summary>
internal abstract record ActionTaken(int Id) : HistoryEvent
{
    /// <summary>What a message about a mismatch calls it.</summary>
    [JsonIgnore]
    public abstract string Description { get; }

    /// <summary>Whether a replay that did this did the same. Inputs may differ: serializers change.</summary>
    public abstract bool IsSame(ActionTaken replayed);
}

internal sealed record ActivityScheduled(int Id, string Name, string? Input) : ActionTaken(Id)
{
    public override string Description => $"activity '{Name}'";

    public override bool IsSame(ActionTaken replayed) => replayed is ActivityScheduled other && other.Name.Equals(Name, StringComparison.OrdinalIgnoreCase);
}

internal sealed record TimerCreated(int Id, DateTimeOffset Due) : ActionTaken(Id)
{
    public override string Description => "a timer";

    public override bool IsSame(ActionTaken replayed) => replayed is TimerCreated;
}

internal sealed record SubOrchestrationCreated(int Id, string Name, string InstanceId, string? Input, string? Version) : ActionTaken(Id)
{
    public IDictionary<string, string>? Tags { get; init; }

    public override string Description => $"sub-orchestration '{Name}'";

    public override bool IsSame(ActionTaken replayed) =>
        replayed is SubOrchestrationCreated other && other.InstanceId == InstanceId && other.Name.Equals(Name, StringComparison.OrdinalIgnoreCase);
}

internal sealed record EventSent(int Id, string Target, string Name, string? Data) : ActionTaken(Id)
{
    public override string Description => $"event '{Name}' to instance '{Target}'";

    public override bool IsSame(ActionTaken replayed) =>
        replayed is EventSent other && other.Target == Target && other.Name.Equals(Name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What has become of an action; it comes once.</summary>
internal abstract record TaskEnded(int Id) : HistoryEvent;

internal sealed record TaskCompleted(int Id, string? Result) : TaskEnded(Id);

internal sealed record TaskFailed(int Id, Failure Failure) : TaskEnded(Id);

internal sealed record TimerFired(int Id) : TaskEnded(Id);

internal sealed record EventRaised(string Name, string? Data) : HistoryEvent;

internal sealed record ExecutionSuspended(string? Reason) : HistoryEvent;

internal sealed record ExecutionResumed(string? Reason) : HistoryEvent;

internal sealed record ExecutionTerminated(string? Output, bool Recursive) : HistoryEvent;

internal sealed record ExecutionCompleted(string? Output, Failure? Failure) : HistoryEvent;

/// <summary>Who waits for an instance's end: a task of one turn of another instance.</summary>
internal sealed record ParentLink(string Name, string InstanceId, int Generation, int TaskId);

/// <summary>A failure as it is stored.</summary>
internal sealed record Failure(string Type, string Message, string? StackTrace, Failure? Inner);
