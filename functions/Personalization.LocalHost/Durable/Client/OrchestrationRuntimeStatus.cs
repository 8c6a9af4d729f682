namespace Microsoft.DurableTask.Client;

/// <summary>Where an orchestration stands.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>It has begun and not ended.</summary>
    Running = 0,

    /// <summary>It returned.</summary>
    Completed = 1,

    /// <summary>It begins anew.</summary>
    ContinuedAsNew = 2,

    /// <summary>It threw.</summary>
    Failed = 3,

    /// <summary>It was cancelled; nothing here does that.</summary>
    Canceled = 4,

    /// <summary>It was ended from outside.</summary>
    Terminated = 5,

    /// <summary>It has not begun.</summary>
    Pending = 6,

    /// <summary>It pauses; what happens meanwhile is kept.</summary>
    Suspended = 7,
}
