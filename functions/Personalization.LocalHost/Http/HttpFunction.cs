using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Http;

/// <summary>Answers the requests for one function.</summary>
internal sealed class HttpFunction(FunctionPlan plan, KeyLock? keys, InvocationRuntime runtime, MiddlewarePipeline middleware, ILogger logger)
{
    public Task HandleAsync(HttpContext http) =>
        keys is null || keys.OpensFor(http.Request) ? RunAsync(http) : Problem.WriteAsync(http, StatusCodes.Status401Unauthorized, keys.Refusal);

    private async Task RunAsync(HttpContext http)
    {
        HttpInvocationContext context = new(plan, runtime, http);
        long started = logger.IsEnabled(LogLevel.Information) ? runtime.Time.GetTimestamp() : 0;
        try
        {
            await middleware.Run(context);
            await plan.Outputs.WriteAsync(context);
            await HttpAnswer.WriteAsync(http, plan.Outputs.HttpResult(context.Result));
            if (started != 0) Log.Succeeded(logger, plan.Name, context.InvocationId, runtime.Time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception failure)
        {
            await FailAsync(context, http, failure);
        }
        finally
        {
            await context.DisposeAsync();
        }
    }

    private Task FailAsync(HttpInvocationContext context, HttpContext http, Exception failure)
    {
        if (failure is BadInputException && !http.Response.HasStarted) return RefuseAsync(http, StatusCodes.Status400BadRequest, failure.Message);
        if (failure is BadHttpRequestException bad && !http.Response.HasStarted) return RefuseAsync(http, bad.StatusCode, bad.Message);
        FunctionInvoker.Logged(logger, failure, context);
        if (!http.Response.HasStarted) return RefuseAsync(http, StatusCodes.Status500InternalServerError, null);
        // Half an answer must not look like a whole one.
        http.Abort();
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext http, int status, string? detail)
    {
        if (http.RequestAborted.IsCancellationRequested) return Task.CompletedTask;
        // What the function said of its own answer (its type, tag, encoding) is not true of this one.
        foreach (string name in http.Response.Headers.Keys.Where(name => !IsOfOrigins(name)).ToArray()) http.Response.Headers.Remove(name);
        return Problem.WriteAsync(http, status, detail);
    }

    private static bool IsOfOrigins(string header) =>
        header.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase) || header.Equals("Vary", StringComparison.OrdinalIgnoreCase);
}
