using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Personalization.LocalHost.Hosting;

/// <summary>One <c>[Function]</c> method and the parameter that carries its trigger.</summary>
internal sealed record FunctionDescriptor(string Name, Type DeclaringType, MethodInfo Method, ParameterInfo TriggerParameter, TriggerBindingAttribute Trigger);

/// <summary>What a trigger hands to one invocation: its raw value (an HttpContext, a QueueMessage, a TimerInfo ...) and the worker's binding data.</summary>
internal sealed record TriggerInput(object Value, IReadOnlyDictionary<string, object?> BindingData);

/// <summary>Runs one function once: binds its parameters, passes the middleware, writes its outputs. Logs a failure, then throws what the function throws.</summary>
internal interface IFunctionInvoker
{
    Task<object?> InvokeAsync(FunctionDescriptor function, TriggerInput input, CancellationToken cancellationToken);
}

/// <summary>Everything the host knows about one kind of trigger.</summary>
internal interface ITriggerProvider
{
    /// <summary>The attribute that marks this kind, for instance <c>QueueTriggerAttribute</c>.</summary>
    Type AttributeType { get; }

    /// <summary>Converts the raw trigger value to the type of the trigger parameter, or to that of a further parameter that it claims.</summary>
    object? Bind(ParameterInfo parameter, TriggerInput input);

    /// <summary>True for a parameter beside the trigger's that this kind provides by its type, for instance <c>ServiceBusMessageActions</c>.</summary>
    bool Claims(ParameterInfo parameter) => false;

    /// <summary>A listener that invokes the function whenever the trigger fires, or null where nothing has to listen.</summary>
    ITriggerListener? CreateListener(FunctionDescriptor function);

    /// <summary>The input of a run by hand through the admin endpoint (<c>{"input": "..."}</c>).</summary>
    TriggerInput FromAdminInput(FunctionDescriptor function, string? input);
}

/// <summary>Listens for one trigger between start and stop.</summary>
internal interface ITriggerListener
{
    /// <summary>The name of the storage connection that it stands on (see <see cref="IStorageConnections"/>), or null. The host looks once at start whether it answers.</summary>
    string? StorageConnection => null;

    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Takes nothing new, then waits for the running invocations until the token says to give up.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}

/// <summary>Writes the value of one kind of output binding.</summary>
internal interface IOutputWriter
{
    Type AttributeType { get; }

    /// <summary>Looks at start whether the attribute can be served: its settings exist, its connection is configured.</summary>
    /// <exception cref="HostStartupException">It cannot. The host adds the function's name.</exception>
    void Validate(OutputBindingAttribute attribute)
    {
    }

    /// <summary>Writes one value; an array or a list of values is written one by one.</summary>
    Task WriteAsync(OutputBindingAttribute attribute, object value, CancellationToken cancellationToken);
}

/// <summary>Provides the value of a parameter marked with one kind of input binding (for instance <c>DurableClientAttribute</c>).</summary>
internal interface IInputProvider
{
    Type AttributeType { get; }

    object? Bind(ParameterInfo parameter, InputBindingAttribute attribute);
}
