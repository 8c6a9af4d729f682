using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks an orchestrator's <c>TaskOrchestrationContext</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The orchestrator's name; null: the function's.</summary>
    public string? Orchestration { get; set; }
}

/// <summary>Marks an activity's input or its <c>TaskActivityContext</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The activity's name; null: the function's.</summary>
    public string? Activity { get; set; }
}

/// <summary>Marks a <c>DurableTaskClient</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The hub; null: that of host.json, the only one here.</summary>
    public string? TaskHub { get; set; }
}
