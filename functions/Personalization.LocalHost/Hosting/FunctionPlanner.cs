using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;
using Personalization.LocalHost.Http;

namespace Personalization.LocalHost.Hosting;

/// <summary>Makes the functions' plans, and finds at start what a function could only fail over later.</summary>
internal sealed class FunctionPlanner(
    IConfiguration configuration, IEnumerable<ITriggerProvider> triggers, IEnumerable<IInputProvider> inputs, IEnumerable<IOutputWriter> outputs)
{
    private readonly Dictionary<Type, ITriggerProvider> triggers = triggers.ToDictionary(trigger => trigger.AttributeType);
    private readonly Dictionary<Type, IInputProvider> inputs = inputs.ToDictionary(input => input.AttributeType);
    private readonly Dictionary<Type, IOutputWriter> outputs = outputs.ToDictionary(output => output.AttributeType);

    /// <exception cref="HostStartupException">The function cannot run here; the message names it.</exception>
    public FunctionPlan Plan(FunctionDescriptor function)
    {
        try
        {
            ITriggerProvider? provider = Provider(function);
            if (provider is null) HttpBinders.CheckReturn(function.Method);
            ParameterBinder[] binders = [.. function.Method.GetParameters().Select(parameter => Binder(function, provider, parameter))];
            return new FunctionPlan(function, Disabled(function.Name), provider, binders, OutputPlan.For(function.Method, outputs));
        }
        catch (HostStartupException reason)
        {
            throw new HostStartupException($"Function {function.Name}: {reason.Message}", reason);
        }
    }

    private ITriggerProvider? Provider(FunctionDescriptor function) =>
        function.Trigger is HttpTriggerAttribute ? null
        : triggers.TryGetValue(function.Trigger.GetType(), out ITriggerProvider? provider) ? provider
        : throw new HostStartupException($"nothing here serves the trigger {function.Trigger.GetType().Name}");

    private ParameterBinder Binder(FunctionDescriptor function, ITriggerProvider? provider, ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(FunctionContext)) return context => new(context);
        if (parameter.ParameterType == typeof(CancellationToken)) return context => new(context.CancellationToken);
        if (parameter.GetCustomAttribute<InputBindingAttribute>() is { } attribute) return Input(parameter, attribute);
        bool isTrigger = parameter == function.TriggerParameter;
        ParameterBinder? binder = provider is null ? HttpBinders.For(parameter, isTrigger) : TriggerBinders.For(provider, parameter, isTrigger);
        return binder ?? throw new HostStartupException($"the parameter {parameter.Name} cannot be bound: nothing provides a {parameter.ParameterType.Name}");
    }

    private ParameterBinder Input(ParameterInfo parameter, InputBindingAttribute attribute) =>
        inputs.TryGetValue(attribute.GetType(), out IInputProvider? input)
            ? _ => new(input.Bind(parameter, attribute))
            : throw new HostStartupException($"the parameter {parameter.Name} cannot be bound: nothing here serves the input {attribute.GetType().Name}");

    // Linux allows no dots in the names of environment variables, so the Functions host takes both forms.
    private bool Disabled(string name) =>
        (configuration[$"AzureWebJobs.{name}.Disabled"] ?? configuration[$"AzureWebJobs:{name}:Disabled"])?.ToUpperInvariant() is "TRUE" or "1";
}
