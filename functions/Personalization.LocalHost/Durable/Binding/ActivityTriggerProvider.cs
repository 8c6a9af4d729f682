using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Durable;

/// <summary>Serves <see cref="ActivityTriggerAttribute"/>.</summary>
internal sealed class ActivityTriggerProvider : ITriggerProvider
{
    public Type AttributeType => typeof(ActivityTriggerAttribute);

    public static TriggerInput Input(ActivityCall call) => new(call, new Dictionary<string, object?> { ["instanceId"] = call.InstanceId });

    public object? Bind(ParameterInfo parameter, TriggerInput input)
    {
        ActivityCall call = (ActivityCall)input.Value;
        return parameter.ParameterType == typeof(TaskActivityContext)
            ? new Context(call)
            : JsonConverter.Instance.Deserialize(call.Input, parameter.ParameterType);
    }

    public bool Claims(ParameterInfo parameter) => parameter.ParameterType == typeof(TaskActivityContext);

    public ITriggerListener? CreateListener(FunctionDescriptor function) => null;

    public TriggerInput FromAdminInput(FunctionDescriptor function, string? input) => Input(new ActivityCall(function.Name, "by-hand", input));

    private sealed class Context(ActivityCall call) : TaskActivityContext
    {
        public override TaskName Name => call.Name;

        public override string InstanceId => call.InstanceId;
    }
}
