namespace Personalization.LocalHost.Durable;

/// <summary>The app's orchestrators and activities.</summary>
internal interface IDurableCode
{
    /// <summary>Null where there is none of that name.</summary>
    OrchestratorFunction? Orchestrator(string name);

    /// <inheritdoc cref="Orchestrator"/>
    ActivityFunction? Activity(string name);
}

/// <summary>One run of an activity: its name, the calling instance, its serialized input.</summary>
internal sealed record ActivityCall(string Name, string InstanceId, string? Input);

internal delegate Task<object?> ActivityFunction(ActivityCall call, CancellationToken cancellationToken);
