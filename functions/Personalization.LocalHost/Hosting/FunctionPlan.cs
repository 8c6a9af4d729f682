using Microsoft.Azure.Functions.Worker;

namespace Personalization.LocalHost.Hosting;

/// <summary>Gets the value of one parameter.</summary>
internal delegate ValueTask<object?> ParameterBinder(InvocationContext context);

/// <summary>Everything about one function that does not change between its runs.</summary>
internal sealed class FunctionPlan(FunctionDescriptor function, bool disabled, ITriggerProvider? provider, ParameterBinder[] binders, OutputPlan outputs)
{
    private FunctionRunner? runner;
    private FunctionDefinition? definition;

    public FunctionDescriptor Function => function;

    public string Name => function.Name;

    public bool Disabled => disabled;

    /// <summary>Null for HTTP functions.</summary>
    public ITriggerProvider? Provider => provider;

    public OutputPlan Outputs => outputs;

    public FunctionDefinition Definition => definition ??= new ReflectedDefinition(function);

    /// <summary>Binds the parameters and runs the method.</summary>
    public async Task ExecuteAsync(InvocationContext context)
    {
        object?[] arguments = binders.Length == 0 ? [] : new object?[binders.Length];
        for (int i = 0; i < binders.Length; i++) arguments[i] = await binders[i](context);
        context.Result = await (runner ??= new FunctionRunner(function)).RunAsync(context, arguments);
    }
}
