using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;

namespace Personalization.LocalHost.Durable;

/// <summary>An instance between two steps. The properties' names are storage format: add, never rename.</summary>
internal sealed record InstanceState(string InstanceId, string Name)
{
    public string? Version { get; init; }

    public OrchestrationRuntimeStatus Status { get; init; } = OrchestrationRuntimeStatus.Pending;

    /// <summary>Counts the turns, also those of earlier instances of the same id: results of another turn are not for this one.</summary>
    public int Generation { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Stored apart, because it does not change from step to step and may be large.</summary>
    [JsonIgnore]
    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public Failure? Failure { get; init; }

    public IDictionary<string, string>? Tags { get; init; }

    public ParentLink? Parent { get; init; }

    /// <summary>What the next step begins with. An <see cref="ExecutionStarted"/> in it lacks its input, which is <see cref="Input"/>.</summary>
    public IReadOnlyList<HistoryEvent> Inbox { get; init; } = [];

    /// <summary>The earliest timer; of a pending instance, when it begins.</summary>
    public DateTimeOffset? NextDue { get; init; }

    public bool AwaitsActivity { get; init; }

    /// <summary>The last event heard from each of the turns that sent events lately: one that comes a second time is dropped.</summary>
    public IReadOnlyList<Origin> Heard { get; init; } = [];

    [JsonIgnore]
    public bool IsOver => Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Terminated or OrchestrationRuntimeStatus.Canceled;

    /// <summary>Whether it is to be looked at when the host starts, whatever the time.</summary>
    [JsonIgnore]
    public bool HasWork => !IsOver && (AwaitsActivity || (Inbox.Count > 0 && NextDue is null));
}

/// <summary>Where an event comes from: the turn that sent it and the number of its action. A turn's events come in their order.</summary>
internal sealed record Origin(string Turn, int Number);

/// <summary>A message to another instance.</summary>
internal sealed record OutgoingMessage(string Target, HistoryEvent Event)
{
    /// <summary>Names what must not be taken twice; null where the event itself cannot be.</summary>
    public Origin? Origin { get; init; }

    /// <summary>The turn that it is for; null: whichever runs.</summary>
    public int? Generation { get; init; }

    public IDictionary<string, string>? Tags { get; init; }
}

/// <summary>The messages of one step; they stay until all are delivered.</summary>
internal sealed record OutgoingBatch(string InstanceId, string Key, IReadOnlyList<OutgoingMessage> Messages);
