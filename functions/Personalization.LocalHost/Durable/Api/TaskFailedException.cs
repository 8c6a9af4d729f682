using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask;

/// <summary>An activity or a sub-orchestration failed, and so did all its retries.</summary>
[SuppressMessage("Design", "CA1032", Justification = "The package's own constructors")]
public sealed class TaskFailedException : Exception
{
    /// <summary>A failure with the exception that caused it.</summary>
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(Text(taskName, taskId, innerException?.Message ?? ""), innerException)
    {
        (TaskName, TaskId) = (taskName, taskId);
        FailureDetails = TaskFailureDetails.FromException(innerException!);
    }

    /// <summary>A failure with its details.</summary>
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(Text(taskName, taskId, failureDetails?.ErrorMessage ?? ""))
    {
        ArgumentNullException.ThrowIfNull(failureDetails);
        (TaskName, TaskId, FailureDetails) = (taskName, taskId, failureDetails);
    }

    /// <summary>The activity's or the sub-orchestration's name.</summary>
    public string TaskName { get; }

    /// <summary>Its number in the orchestration's history.</summary>
    public int TaskId { get; }

    /// <summary>How it failed.</summary>
    public TaskFailureDetails FailureDetails { get; }

    private static string Text(string name, int id, string message) => $"Task '{name}' (#{id}) failed with an unhandled exception: {message}";
}
