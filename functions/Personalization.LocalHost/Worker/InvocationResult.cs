namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a run returned.</summary>
public abstract class InvocationResult<T>
{
    /// <summary>The returned value; middleware may put another in its place.</summary>
    public abstract T? Value { get; set; }
}

/// <summary>What a run returned.</summary>
public abstract class InvocationResult : InvocationResult<object>;
