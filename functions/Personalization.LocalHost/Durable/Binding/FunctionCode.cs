using Microsoft.Azure.Functions.Worker;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Durable;

/// <summary>Orchestrators and activities that are functions of the app, run with its middleware.</summary>
internal sealed class FunctionCode(FunctionRegistry registry, IFunctionInvoker invoker) : IDurableCode
{
    private readonly Lazy<Dictionary<string, FunctionDescriptor>> orchestrators = new(() => Find(
        registry, function => (function.Trigger as OrchestrationTriggerAttribute) is { } trigger ? trigger.Orchestration ?? function.Name : null));

    private readonly Lazy<Dictionary<string, FunctionDescriptor>> activities = new(() => Find(
        registry, function => (function.Trigger as ActivityTriggerAttribute) is { } trigger ? trigger.Activity ?? function.Name : null));

    public OrchestratorFunction? Orchestrator(string name) => orchestrators.Value.TryGetValue(name, out FunctionDescriptor? function)
        ? context => invoker.InvokeAsync(
            function, new TriggerInput(context, new Dictionary<string, object?> { ["instanceId"] = context.InstanceId }), CancellationToken.None)
        : null;

    public ActivityFunction? Activity(string name) => activities.Value.TryGetValue(name, out FunctionDescriptor? function)
        ? (call, cancellationToken) => invoker.InvokeAsync(function, ActivityTriggerProvider.Input(call), cancellationToken)
        : null;

    private static Dictionary<string, FunctionDescriptor> Find(FunctionRegistry registry, Func<FunctionDescriptor, string?> name) =>
        registry.Plans.Where(plan => !plan.Disabled && name(plan.Function) is not null)
            .ToDictionary(plan => name(plan.Function)!, plan => plan.Function, StringComparer.OrdinalIgnoreCase);
}
