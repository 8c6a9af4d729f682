namespace Microsoft.Azure.Functions.Worker;

/// <summary>One run of one function.</summary>
public abstract class FunctionContext
{
    /// <summary>This run's id.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function's id, the same in every run.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The W3C trace that this run belongs to.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>What the trigger says about itself.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Which try this is.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this run.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function that runs.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Values that middleware and function share during this run.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Features by type.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Ends with the caller, with the host, or with host.json's functionTimeout.</summary>
    public virtual CancellationToken CancellationToken { get; }
}

/// <summary>What the trigger says about itself.</summary>
public abstract class BindingContext
{
    /// <summary>Route values, a message's dequeue count and the like, by name.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}

/// <summary>The W3C trace that a run belongs to.</summary>
public abstract class TraceContext
{
    /// <summary>The traceparent header's value; empty without a trace.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The tracestate header's value; empty without one.</summary>
    public abstract string TraceState { get; }
}

/// <summary>Which try a run is.</summary>
public abstract class RetryContext
{
    /// <summary>Tries before this one.</summary>
    public abstract int RetryCount { get; }

    /// <summary>Tries that the function's retry policy allows; 0 without one.</summary>
    public abstract int MaxRetryCount { get; }
}

/// <summary>Features of a run, by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Puts a feature in.</summary>
    void Set<T>(T instance);

    /// <summary>The feature of this type, or null.</summary>
    T? Get<T>();
}
