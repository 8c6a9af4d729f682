using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Hosting;

/// <summary>Runs functions that something else than HTTP starts. It logs a failure, so that listeners need not.</summary>
internal sealed class FunctionInvoker(FunctionRegistry registry, InvocationRuntime runtime, MiddlewarePipeline middleware, ILoggerFactory loggers) : IFunctionInvoker
{
    private static readonly ActivitySource Source = new("Personalization.LocalHost");

    public async Task<object?> InvokeAsync(FunctionDescriptor function, TriggerInput input, CancellationToken cancellationToken)
    {
        FunctionPlan plan = registry.Find(function.Name) ?? throw new ArgumentException($"There is no function {function.Name}", nameof(function));
        ILogger logger = loggers.CreateLogger($"Function.{plan.Name}");
        using Activity activity = Source.StartActivity(plan.Name, ActivityKind.Consumer) ?? new Activity(plan.Name).Start();
        await using TriggerInvocationContext context = new(plan, runtime, input, cancellationToken);
        long started = runtime.Time.GetTimestamp();
        try
        {
            await middleware.Run(context);
            await plan.Outputs.WriteAsync(context);
        }
        catch (Exception failure) when (Logged(logger, failure, context))
        {
            throw;
        }
        if (logger.IsEnabled(LogLevel.Information)) Log.Succeeded(logger, plan.Name, context.InvocationId, runtime.Time.GetElapsedTime(started).TotalMilliseconds);
        return context.Result;
    }

    /// <summary>Logs while the stack is still whole; never takes the exception.</summary>
    public static bool Logged(ILogger logger, Exception failure, InvocationContext context)
    {
        if (failure is not OperationCanceledException) Log.Failed(logger, failure, context.Plan.Name, context.InvocationId);
        else if (context.TimedOut) Log.TimedOut(logger, context.Plan.Name, context.Timeout!.Value, context.InvocationId);
        else Log.Cancelled(logger, context.Plan.Name, context.InvocationId);
        return false;
    }
}

/// <summary>The app's middleware around every function.</summary>
internal sealed class MiddlewarePipeline
{
    public MiddlewarePipeline(IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> steps)
    {
        FunctionExecutionDelegate run = context => ((InvocationContext)context).Plan.ExecuteAsync((InvocationContext)context);
        foreach (Func<FunctionExecutionDelegate, FunctionExecutionDelegate> step in steps.Reverse()) run = step(run);
        Run = run;
    }

    public FunctionExecutionDelegate Run { get; }
}
