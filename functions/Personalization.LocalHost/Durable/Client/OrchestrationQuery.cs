namespace Microsoft.DurableTask.Client;

/// <summary>Which instances a query gives.</summary>
/// <param name="CreatedFrom">Started at that time or later.</param>
/// <param name="CreatedTo">Started at that time or earlier.</param>
/// <param name="Statuses">In one of these statuses.</param>
/// <param name="TaskHubNames">In one of these hubs; here there is one.</param>
/// <param name="InstanceIdPrefix">With ids that begin so.</param>
/// <param name="PageSize">So many a page.</param>
/// <param name="FetchInputsAndOutputs">With inputs, outputs and custom statuses.</param>
/// <param name="ContinuationToken">From there on.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null, DateTimeOffset? CreatedTo = null, IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null, string? InstanceIdPrefix = null, int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false, string? ContinuationToken = null)
{
    /// <summary>So many a page by default.</summary>
    public const int DefaultPageSize = 100;
}

/// <summary>How an instance is terminated.</summary>
/// <param name="Output">What its output is to be.</param>
/// <param name="Recursive">Whether its sub-orchestrations end too.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);

/// <summary>How instances are purged.</summary>
/// <param name="Recursive">Whether their sub-orchestrations go too.</param>
public record PurgeInstanceOptions(bool Recursive = false);

/// <summary>Which instances are purged.</summary>
/// <param name="CreatedFrom">Started at that time or later.</param>
/// <param name="CreatedTo">Started at that time or earlier.</param>
/// <param name="Statuses">In one of these statuses; null: all that have ended.</param>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null, DateTimeOffset? CreatedTo = null, IEnumerable<OrchestrationRuntimeStatus>? Statuses = null);

/// <summary>What a purge came to.</summary>
/// <param name="count">Instances deleted.</param>
/// <param name="isComplete">Whether all that fitted are gone; null: not known.</param>
public class PurgeResult(int count, bool? isComplete)
{
    /// <summary>A result.</summary>
    public PurgeResult(int count)
        : this(count, null)
    {
    }

    /// <summary>Instances deleted.</summary>
    public int PurgedInstanceCount { get; } = count;

    /// <summary>Whether all that fitted are gone; null: not known.</summary>
    public bool? IsComplete { get; } = isComplete;
}

/// <summary>Statuses by their type.</summary>
public static class StartOrchestrationOptionsExtensions
{
    /// <summary>The same options, refused by an existing instance in one of these statuses; others are replaced.</summary>
    public static StartOrchestrationOptions WithDedupeStatuses(this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { DedupeStatuses = [.. dedupeStatuses.Select(status => status.ToString())] };
    }
}
