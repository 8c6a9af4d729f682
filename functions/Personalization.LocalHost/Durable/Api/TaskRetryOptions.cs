using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask;

/// <summary>Decides whether a failed task is tried again; runs as part of the orchestrator.</summary>
public delegate bool RetryHandler(RetryContext retryContext);

/// <summary>Decides whether a failed task is tried again, and may await timers of the context before it does.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);

/// <summary>What a retry handler decides by.</summary>
/// <param name="OrchestrationContext">The orchestration.</param>
/// <param name="LastAttemptNumber">The number of the attempt that failed, from 1.</param>
/// <param name="LastFailure">How it failed.</param>
/// <param name="TotalRetryTime">Time since the first attempt.</param>
/// <param name="CancellationToken">Not used here: never cancelled.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext, int LastAttemptNumber, TaskFailureDetails LastFailure, TimeSpan TotalRetryTime, CancellationToken CancellationToken);

/// <summary>Retries by a policy or by a handler.</summary>
[SuppressMessage("Usage", "CA2225", Justification = "The package's own signatures")]
public sealed class TaskRetryOptions
{
    /// <summary>Retries by a policy.</summary>
    public TaskRetryOptions(RetryPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Policy = policy;
    }

    /// <summary>Retries by a handler.</summary>
    public TaskRetryOptions(AsyncRetryHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Handler = handler;
    }

    /// <summary>The policy; null where a handler decides.</summary>
    public RetryPolicy? Policy { get; }

    /// <summary>The handler; null where a policy decides.</summary>
    public AsyncRetryHandler? Handler { get; }

    /// <summary>Retries by a policy.</summary>
    public static TaskRetryOptions FromRetryPolicy(RetryPolicy policy) => new(policy);

    /// <summary>Retries by a handler.</summary>
    public static TaskRetryOptions FromRetryHandler(AsyncRetryHandler handler) => new(handler);

    /// <summary>Retries by a handler.</summary>
    public static TaskRetryOptions FromRetryHandler(RetryHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new(context => Task.FromResult(handler(context)));
    }

    /// <summary>Retries by a policy.</summary>
    public static implicit operator TaskRetryOptions(RetryPolicy policy) => FromRetryPolicy(policy);

    /// <summary>Retries by a handler.</summary>
    public static implicit operator TaskRetryOptions(AsyncRetryHandler handler) => FromRetryHandler(handler);

    /// <summary>Retries by a handler.</summary>
    public static implicit operator TaskRetryOptions(RetryHandler handler) => FromRetryHandler(handler);
}
