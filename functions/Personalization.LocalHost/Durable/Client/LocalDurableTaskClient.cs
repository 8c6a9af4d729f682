using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Personalization.LocalHost.Durable;

/// <summary>The client of the engine in this process.</summary>
internal sealed class LocalDurableTaskClient(DurableEngine engine) : DurableTaskClient(engine.Settings.HubName)
{
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        string instanceId = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        ExecutionStarted started = new(orchestratorName, JsonConverter.Instance.Serialize(input), options?.Version?.Version ?? engine.Settings.DefaultVersion, null);
        await StartAsync(instanceId, started, options, cancellation);
        return instanceId;
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return SendAsync(instanceId, new EventRaised(eventName, JsonConverter.Instance.Serialize(eventPayload)), cancellation);
    }

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionTerminated(JsonConverter.Instance.Serialize(options?.Output), options?.Recursive ?? false), cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionSuspended(reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionResumed(reason), cancellation);

    /// <summary>Sends and says what became of it.</summary>
    public async Task<Delivery> SendAsync(string instanceId, HistoryEvent what, CancellationToken cancellation)
    {
        InstanceIds.Check(instanceId);
        return await engine.SendAsync(instanceId, new InstanceMessage(what) { FailsFast = true }).WaitAsync(cancellation);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, found => found.RuntimeStatus != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, found => found.IsCompleted, getInputsAndOutputs, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        InstanceIds.Check(instanceId);
        return await engine.Store.GetAsync(instanceId, cancellation) is { } state ? OrchestrationMetadata.From(state, getInputsAndOutputs) : null;
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        new InstancePages(engine.Store, filter ?? new OrchestrationQuery());

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        InstanceIds.Check(instanceId);
        return Purge.OneAsync(engine.Store, instanceId, options, cancellation);
    }

    public override Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        Purge.AllAsync(engine.Store, filter, options, cancellation);

    public override async Task<string> RestartAsync(string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        InstanceIds.Check(instanceId);
        InstanceState state = await engine.Store.GetAsync(instanceId, cancellation)
            ?? throw new ArgumentException($"There is no instance '{instanceId}'.", nameof(instanceId));
        if (!restartWithNewInstanceId && !state.IsOver) throw new InvalidOperationException($"The instance '{instanceId}' has not ended.");
        string next = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        await StartAsync(next, new ExecutionStarted(state.Name, state.Input, state.Version, null), null, cancellation);
        return next;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task StartAsync(string instanceId, ExecutionStarted started, StartOrchestrationOptions? options, CancellationToken cancellation)
    {
        InstanceIds.Check(instanceId);
        IReadOnlyList<string>? dedupe = options?.DedupeStatuses;
        Dictionary<string, string>? tags = options is { Tags.Count: > 0 } ? options.Tags.ToDictionary() : null;
        InstanceState? existing = await engine.Starter.StartAsync(
            instanceId, started, options?.StartAt, tags,
            found => dedupe is null ? found.IsOver : !dedupe.Contains(found.Status.ToString(), StringComparer.OrdinalIgnoreCase), cancellation);
        if (existing is not null)
            throw new OrchestrationAlreadyExistsException($"An instance '{instanceId}' exists already and is {existing.Status}.");
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<OrchestrationMetadata, bool> isEnough, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        while (true)
        {
            Task change = engine.Watchers.Next(instanceId);
            OrchestrationMetadata found = await GetInstancesAsync(instanceId, getInputsAndOutputs, cancellation)
                ?? throw new InvalidOperationException($"There is no instance '{instanceId}'.");
            if (isEnough(found)) return found;
            await change.WaitAsync(cancellation);
        }
    }
}
