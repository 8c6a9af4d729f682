using Azure;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Personalization.Common;

namespace Personalization.Functions.Http;

/// <summary>Answers a request that storage has failed with 503 and when to try again: senders keep what was not answered 2xx.</summary>
internal sealed class UnavailableMiddleware(ILogger<UnavailableMiddleware> log) : IFunctionsWorkerMiddleware
{
    private static readonly Problem Unavailable = new(
        503, "storage-unavailable", "Storage does not answer", "Nothing of the request was taken. Send it again after the time in Retry-After.",
        RetryAfter: TimeSpan.FromSeconds(2));

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception fault) when (context.GetHttpContext() is { Response.HasStarted: false } && IsStorage(fault))
        {
            log.StorageUnavailable(fault);
            await Answers.Refusal(Unavailable).ExecuteAsync(context.GetHttpContext()!);
        }
    }

    // What the storage clients throw when their own retries are used up: one fault, or all of them together.
    private static bool IsStorage(Exception fault) => fault is RequestFailedException || (fault is AggregateException all && all.InnerExceptions.All(IsStorage));
}
