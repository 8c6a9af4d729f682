using System.Collections.Immutable;
using Personalization.LocalHost.Durable;

namespace Microsoft.DurableTask.Client;

/// <summary>Where an instance stands.</summary>
/// <param name="name">The orchestrator's name.</param>
/// <param name="instanceId">The instance's id.</param>
public sealed class OrchestrationMetadata(string name, string instanceId)
{
    /// <summary>The orchestrator's name.</summary>
    public string Name { get; } = name;

    /// <summary>The instance's id.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>Reads the serialized values; null when they were not asked for.</summary>
    public DataConverter? DataConverter { get; init; }

    /// <summary>Its status.</summary>
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it took its last step.</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>Its input as JSON, where asked for.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>Its result as JSON, where asked for.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>Its custom status as JSON, where asked for.</summary>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How it failed; null where it did not.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>Whether it has begun and neither ended nor paused.</summary>
    public bool IsRunning => RuntimeStatus is OrchestrationRuntimeStatus.Running;

    /// <summary>Whether it has ended, however.</summary>
    public bool IsCompleted => RuntimeStatus is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Terminated or OrchestrationRuntimeStatus.Canceled;

    /// <summary>Its input.</summary>
    /// <exception cref="InvalidOperationException">It was not asked for.</exception>
    public T? ReadInputAs<T>() => Read<T>(SerializedInput);

    /// <summary>Its result.</summary>
    /// <exception cref="InvalidOperationException">It was not asked for.</exception>
    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput);

    /// <summary>Its custom status.</summary>
    /// <exception cref="InvalidOperationException">It was not asked for.</exception>
    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus);

    internal static OrchestrationMetadata From(InstanceState state, bool withValues) => new(state.Name, state.InstanceId)
    {
        DataConverter = withValues ? JsonConverter.Instance : null,
        RuntimeStatus = state.Status,
        CreatedAt = state.CreatedAt,
        LastUpdatedAt = state.UpdatedAt,
        SerializedInput = withValues ? state.Input : null,
        SerializedOutput = withValues ? state.Output : null,
        SerializedCustomStatus = withValues ? state.CustomStatus : null,
        Tags = state.Tags?.ToImmutableDictionary() ?? ImmutableDictionary<string, string>.Empty,
        FailureDetails = withValues ? state.Failure?.Details() : null,
    };

    private T? Read<T>(string? data) => (DataConverter ?? throw new InvalidOperationException(
        "Inputs and outputs were not asked for: pass getInputsAndOutputs or FetchInputsAndOutputs.")).Deserialize<T>(data);
}
