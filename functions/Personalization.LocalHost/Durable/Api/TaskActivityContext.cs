namespace Microsoft.DurableTask;

/// <summary>One run of an activity.</summary>
public abstract class TaskActivityContext
{
    /// <summary>The activity's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The orchestration that called it.</summary>
    public abstract string InstanceId { get; }
}
