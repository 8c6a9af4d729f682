using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Personalization.LocalHost.Hosting;

/// <summary>Where the parts of a function's result go.</summary>
internal sealed class OutputPlan
{
    private readonly Output[] outputs;
    private readonly MethodInvoker? httpResult;
    private readonly bool returnIsOutput;

    private OutputPlan(Output[] outputs, MethodInvoker? httpResult)
    {
        this.outputs = outputs;
        this.httpResult = httpResult;
        returnIsOutput = outputs.Length > 0;
    }

    /// <exception cref="HostStartupException">An attribute that nothing here writes, or one that lacks a setting.</exception>
    public static OutputPlan For(MethodInfo method, IReadOnlyDictionary<Type, IOutputWriter> writers)
    {
        List<Output> outputs = [.. ReturnAttributes(method).Select(attribute => new Output(Writer(attribute, writers), attribute, null))];
        MethodInfo? httpResult = null;
        foreach (PropertyInfo property in ReturnReader.ValueType(method.ReturnType)?.GetProperties() ?? [])
        {
            if (property.GetMethod is not { } getter || property.GetCustomAttribute<OutputBindingAttribute>() is not { } attribute) continue;
            if (attribute is HttpResultAttribute) httpResult = getter;
            else outputs.Add(new Output(Writer(attribute, writers), attribute, MethodInvoker.Create(getter)));
        }
        return new OutputPlan([.. outputs], httpResult is null ? null : MethodInvoker.Create(httpResult));
    }

    /// <summary>The part of the result that answers the request.</summary>
    public object? HttpResult(object? result) =>
        httpResult is not null && result is not null ? httpResult.Invoke(result) : returnIsOutput ? null : result;

    /// <summary>Writes every part that is not null.</summary>
    public Task WriteAsync(InvocationContext context) =>
        outputs.Length == 0 || context.Result is not { } result ? Task.CompletedTask : WritePartsAsync(result, context.Caller);

    private async Task WritePartsAsync(object result, CancellationToken cancellationToken)
    {
        foreach (Output output in outputs)
        {
            object? value = output.Getter is null ? result : output.Getter.Invoke(result);
            if (value is not null) await output.Writer.WriteAsync(output.Attribute, value, cancellationToken);
        }
    }

    private static IEnumerable<OutputBindingAttribute> ReturnAttributes(MethodInfo method) =>
        method.GetCustomAttributes<OutputBindingAttribute>().Concat(method.ReturnParameter.GetCustomAttributes<OutputBindingAttribute>());

    private static IOutputWriter Writer(OutputBindingAttribute attribute, IReadOnlyDictionary<Type, IOutputWriter> writers)
    {
        if (!writers.TryGetValue(attribute.GetType(), out IOutputWriter? writer))
            throw new HostStartupException($"nothing here writes the output {attribute.GetType().Name}");
        writer.Validate(attribute);
        return writer;
    }

    private sealed record Output(IOutputWriter Writer, OutputBindingAttribute Attribute, MethodInvoker? Getter);
}
