using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Hosting;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Executed 'Functions.{Function}' (Succeeded, Id={InvocationId}, Duration={Milliseconds:F1}ms)")]
    public static partial void Succeeded(ILogger logger, string function, string invocationId, double milliseconds);

    [LoggerMessage(2, LogLevel.Error, "Executed 'Functions.{Function}' (Failed, Id={InvocationId})")]
    public static partial void Failed(ILogger logger, Exception exception, string function, string invocationId);

    [LoggerMessage(3, LogLevel.Error, "'Functions.{Function}' did not end within host.json's functionTimeout of {Timeout} (Id={InvocationId})")]
    public static partial void TimedOut(ILogger logger, string function, TimeSpan timeout, string invocationId);

    [LoggerMessage(4, LogLevel.Information, "'Functions.{Function}' was cancelled (Id={InvocationId})")]
    public static partial void Cancelled(ILogger logger, string function, string invocationId);

    [LoggerMessage(5, LogLevel.Warning, "Invocations were still running after {Limit}; the host ends without them")]
    public static partial void DrainLimitReached(ILogger logger, TimeSpan limit);

    [LoggerMessage(6, LogLevel.Error, "A listener of 'Functions.{Function}' could not be stopped")]
    public static partial void StopFailed(ILogger logger, Exception exception, string function);
}
