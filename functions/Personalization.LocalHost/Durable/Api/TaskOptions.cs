namespace Microsoft.DurableTask;

/// <summary>How an activity or a sub-orchestration is called.</summary>
public record TaskOptions
{
    /// <summary>Options with retries.</summary>
    public TaskOptions(TaskRetryOptions? retry)
        : this(retry, null)
    {
    }

    /// <summary>Options with retries and tags.</summary>
    public TaskOptions(TaskRetryOptions? retry = null, IDictionary<string, string>? tags = null) => (Retry, Tags) = (retry, tags);

    /// <summary>A copy.</summary>
    public TaskOptions(TaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (Retry, Tags) = (options.Retry, options.Tags);
    }

    /// <summary>What happens after a failure; null: nothing.</summary>
    public TaskRetryOptions? Retry { get; init; }

    /// <summary>Labels of a sub-orchestration's instance.</summary>
    public IDictionary<string, string>? Tags { get; init; }

    /// <summary>Retries by a policy.</summary>
    public static TaskOptions FromRetryPolicy(RetryPolicy policy) => new(new TaskRetryOptions(policy));

    /// <summary>Retries as the orchestrator's own code says, which may await the context's tasks.</summary>
    public static TaskOptions FromRetryHandler(AsyncRetryHandler handler) => new(new TaskRetryOptions(handler));

    /// <summary>Retries as the orchestrator's own code says.</summary>
    public static TaskOptions FromRetryHandler(RetryHandler handler) => new(TaskRetryOptions.FromRetryHandler(handler));

    /// <summary>The same for a sub-orchestration with this id.</summary>
    public SubOrchestrationOptions WithInstanceId(string instanceId) => new(this, instanceId);
}

/// <summary>How a sub-orchestration is called.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    /// <summary>Options with retries and an id.</summary>
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    /// <summary>Options with an id.</summary>
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options)
    {
        InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;
        Version = (options as SubOrchestrationOptions)?.Version;
    }

    /// <summary>A copy.</summary>
    public SubOrchestrationOptions(SubOrchestrationOptions options)
        : base(options) => (InstanceId, Version) = (options.InstanceId, options.Version);

    /// <summary>The id of the new instance; null: one is made.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The version of the new instance; null: the app's default.</summary>
    public TaskVersion? Version { get; init; }
}
