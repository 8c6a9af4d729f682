using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Durable;

/// <summary>Serves <see cref="OrchestrationTriggerAttribute"/>. The first listener starts the engine for all.</summary>
internal sealed class OrchestrationTriggerProvider(DurableHost host) : ITriggerProvider
{
    public Type AttributeType => typeof(OrchestrationTriggerAttribute);

    /// <summary>Every further parameter of an orchestrator is its input.</summary>
    public bool Claims(ParameterInfo parameter) => true;

    public object? Bind(ParameterInfo parameter, TriggerInput input) => parameter.ParameterType.IsInstanceOfType(input.Value)
        ? input.Value
        : JsonConverter.Instance.Deserialize(((ReplayContext)input.Value).Input, parameter.ParameterType);

    public ITriggerListener? CreateListener(FunctionDescriptor function)
    {
        if (!function.TriggerParameter.ParameterType.IsAssignableFrom(typeof(TaskOrchestrationContext)))
            throw new HostStartupException($"the parameter {function.TriggerParameter.Name} must be a TaskOrchestrationContext");
        return host.Listener();
    }

    public TriggerInput FromAdminInput(FunctionDescriptor function, string? input) =>
        throw new FormatException("an orchestrator is started by a DurableTaskClient, or by a POST to /runtime/webhooks/durabletask/orchestrators/{name}.");
}
