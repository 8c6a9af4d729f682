namespace Personalization.LocalHost.Tables;

/// <summary>Takes the result of a path that was asked to run without awaiting (async: false).</summary>
internal static class Completed
{
    /// <exception cref="InvalidOperationException">The path awaited after all.</exception>
    public static T Value<T>(ValueTask<T> task) => task.IsCompleted
        ? task.GetAwaiter().GetResult()
        : throw new InvalidOperationException("A synchronous call must not wait for an asynchronous one");
}
