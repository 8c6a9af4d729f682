namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>The rest of a run.</summary>
public delegate Task FunctionExecutionDelegate(FunctionContext context);

/// <summary>Stands around every function.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs before, instead of or after <paramref name="next"/>.</summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
