namespace Personalization.LocalHost.Durable;

/// <summary>Those who wait for an instance to change.</summary>
internal sealed class Watchers
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);

    /// <summary>Ends with the next change; ask before reading the instance.</summary>
    public Task Next(string instanceId)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(instanceId, out TaskCompletionSource? change))
                waiting.Add(instanceId, change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return change.Task;
        }
    }

    public void Changed(string instanceId)
    {
        lock (gate)
        {
            if (waiting.Remove(instanceId, out TaskCompletionSource? change)) change.SetResult();
        }
    }
}
