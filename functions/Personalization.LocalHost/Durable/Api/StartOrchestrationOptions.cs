using System.Collections.Immutable;

namespace Microsoft.DurableTask;

/// <summary>How an orchestration is started.</summary>
/// <param name="InstanceId">The id of the new instance, at most 100 characters without <c>/ \ # ?</c>; null: one is made.</param>
/// <param name="StartAt">When it begins; null: at once.</param>
public record StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
{
    /// <summary>A copy.</summary>
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (InstanceId, StartAt, Tags, Version, DedupeStatuses) = (options.InstanceId, options.StartAt, options.Tags, options.Version, options.DedupeStatuses);
    }

    /// <summary>Labels of the instance.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The version that the orchestrator sees; null: the app's default.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>Statuses of an existing instance of that id that refuse the start; null: the statuses of one that has not ended.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}

/// <summary>How an orchestration begins anew.</summary>
public class ContinueAsNewOptions
{
    /// <summary>The input of the next turn.</summary>
    public object? NewInput { get; set; }

    /// <summary>Whether events that nobody has taken are there in the next turn.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>The version of the next turn; null: as before.</summary>
    public string? NewVersion { get; set; }
}

/// <summary>The orchestration that started this one.</summary>
/// <param name="Name">The parent's name.</param>
/// <param name="InstanceId">The parent's instance id.</param>
public record ParentOrchestrationInstance(TaskName Name, string InstanceId);
