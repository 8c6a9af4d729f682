using Microsoft.DurableTask;

namespace Personalization.Functions.Journeys;

/// <summary>How often the activities of journeys are tried: for some hours, with growing pauses, as storage and providers are sometimes away.</summary>
public static class Retry
{
    /// <summary>For every activity of a journey.</summary>
    public static TaskOptions Options { get; } = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 20, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(30)));
}
