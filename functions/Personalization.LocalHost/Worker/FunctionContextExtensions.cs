using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Personalization.LocalHost.Hosting;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The HTTP side of a run.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The request's context, or null when the function was not started by HTTP.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context is InvocationContext invocation ? invocation.Http : context.Items.TryGetValue("HttpRequestContext", out object? item) ? item as HttpContext : null;
    }
}

/// <summary>Loggers for a run.</summary>
public static class FunctionContextLoggerExtensions
{
    /// <summary>A logger named for <typeparamref name="T"/>.</summary>
    public static ILogger<T> GetLogger<T>(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.InstanceServices.GetRequiredService<ILogger<T>>();
    }

    /// <summary>A logger of the given name.</summary>
    public static ILogger GetLogger(this FunctionContext context, string categoryName)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.InstanceServices.GetRequiredService<ILoggerFactory>().CreateLogger(categoryName);
    }
}

/// <summary>The result side of a run.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>What the function returned; null until it has run.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context) => new ContextResult((InvocationContext)context);

    private sealed class ContextResult(InvocationContext context) : InvocationResult
    {
        public override object? Value
        {
            get => context.Result;
            set => context.Result = value;
        }
    }
}
