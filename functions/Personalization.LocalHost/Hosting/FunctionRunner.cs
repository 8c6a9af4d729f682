using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Personalization.LocalHost.Hosting;

/// <summary>Calls one function's method. Made at the function's first run, so that a start pays for no function that nobody calls.</summary>
internal sealed class FunctionRunner
{
    private readonly MethodInvoker method;
    private readonly ReturnReader returned;
    private readonly Type type;
    private readonly bool isStatic;
    private readonly bool disposes;
    private ObjectFactory? factory;
    private bool ranBefore;

    public FunctionRunner(FunctionDescriptor function)
    {
        method = MethodInvoker.Create(function.Method);
        returned = ReturnReader.For(function.Method.ReturnType);
        type = function.DeclaringType;
        isStatic = function.Method.IsStatic;
        disposes = type.IsAssignableTo(typeof(IAsyncDisposable)) || type.IsAssignableTo(typeof(IDisposable));
    }

    public ValueTask<object?> RunAsync(InvocationContext context, object?[] arguments)
    {
        if (isStatic) return returned.ReadAsync(method.Invoke(null, arguments.AsSpan()));
        object instance = Create(context.InstanceServices);
        return disposes ? RunAndDisposeAsync(instance, arguments) : returned.ReadAsync(method.Invoke(instance, arguments.AsSpan()));
    }

    private async ValueTask<object?> RunAndDisposeAsync(object instance, object?[] arguments)
    {
        try
        {
            return await returned.ReadAsync(method.Invoke(instance, arguments.AsSpan()));
        }
        finally
        {
            if (instance is IAsyncDisposable slow) await slow.DisposeAsync();
            else ((IDisposable)instance).Dispose();
        }
    }

    private object Create(IServiceProvider services)
    {
        if (factory is not null) return factory(services, null);
        if (ranBefore) return (factory = ActivatorUtilities.CreateFactory(type, []))(services, null);
        // Compiling the factory costs a cold start more than one reflected call does.
        ranBefore = true;
        return ActivatorUtilities.CreateInstance(services, type);
    }
}
