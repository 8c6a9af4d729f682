using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask;

/// <summary>Retries after pauses that grow.</summary>
public class RetryPolicy
{
    private readonly Func<TaskFailureDetails, bool>? handle;

    /// <summary>A policy of at most so many attempts, the first among them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No attempt, no pause, a coefficient under 1, or limits shorter than the first pause.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts, TimeSpan firstRetryInterval, double backoffCoefficient = 1, TimeSpan? maxRetryInterval = null, TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxNumberOfAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1);
        if (maxRetryInterval < firstRetryInterval) throw new ArgumentOutOfRangeException(nameof(maxRetryInterval));
        if (retryTimeout < firstRetryInterval) throw new ArgumentOutOfRangeException(nameof(retryTimeout));
        (MaxNumberOfAttempts, FirstRetryInterval, BackoffCoefficient) = (maxNumberOfAttempts, firstRetryInterval, backoffCoefficient);
        MaxRetryInterval = maxRetryInterval ?? Timeout.InfiniteTimeSpan;
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    /// <summary>Attempts, the first among them.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>The pause after the first failure.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>What each pause is multiplied by.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>The longest pause; infinite by default.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>How long after the first attempt retries end; infinite by default.</summary>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Which failures are retried; all by default.</summary>
    [SuppressMessage("Design", "CA1044", Justification = "The package's own signature")]
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => handle = value;
    }

    /// <summary>The pause before the next attempt; null for no further one.</summary>
    internal TimeSpan? PauseAfter(int attempt, TaskFailureDetails failure, TimeSpan elapsed)
    {
        if (attempt >= MaxNumberOfAttempts || handle?.Invoke(failure) == false) return null;
        double ticks = FirstRetryInterval.Ticks * Math.Pow(BackoffCoefficient, attempt - 1);
        TimeSpan pause = ticks < TimeSpan.MaxValue.Ticks / 2 ? TimeSpan.FromTicks((long)ticks) : TimeSpan.FromTicks(TimeSpan.MaxValue.Ticks / 2);
        if (MaxRetryInterval != Timeout.InfiniteTimeSpan && pause > MaxRetryInterval) pause = MaxRetryInterval;
        return RetryTimeout != Timeout.InfiniteTimeSpan && elapsed >= RetryTimeout ? null : pause;
    }
}
