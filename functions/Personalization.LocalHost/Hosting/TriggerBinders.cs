using System.Globalization;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Personalization.LocalHost.Hosting;

/// <summary>Parameters of functions that something else than HTTP starts.</summary>
internal static class TriggerBinders
{
    /// <summary>A binder, or null when nothing provides such a parameter.</summary>
    public static ParameterBinder? For(ITriggerProvider provider, ParameterInfo parameter, bool isTrigger)
    {
        if (isTrigger || provider.Claims(parameter)) return context => new(provider.Bind(parameter, context.Trigger!));
        if (parameter.ParameterType == typeof(object)) return context => new(Value(context, parameter));
        return TextValue.Reader(parameter.ParameterType) is { } reader ? context => new(Converted(context, parameter, reader)) : null;
    }

    /// <summary>The worker has DequeueCount, the method dequeueCount.</summary>
    private static object? Value(InvocationContext context, ParameterInfo parameter)
    {
        IReadOnlyDictionary<string, object?> data = context.Trigger!.BindingData;
        return data.TryGetValue(parameter.Name!, out object? value)
            ? value
            : data.FirstOrDefault(item => item.Key.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)).Value;
    }

    private static object? Converted(InvocationContext context, ParameterInfo parameter, Func<string, object?> reader)
    {
        object? value = Value(context, parameter);
        if (value is not null && parameter.ParameterType.IsInstanceOfType(value)) return value;
        if (value is not null) value = reader(Convert.ToString(value, CultureInfo.InvariantCulture)!);
        if (value is not null) return value;
        if (parameter.HasDefaultValue) return parameter.DefaultValue;
        return TextValue.AllowsNull(parameter.ParameterType)
            ? null
            : throw new FunctionInputConverterException($"The trigger has no value for the parameter {parameter.Name}, which must be {TextValue.Describe(parameter.ParameterType)}.");
    }
}
