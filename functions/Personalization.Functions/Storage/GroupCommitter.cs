namespace Personalization.Functions.Storage;

/// <summary>
/// Commits items in groups: what comes in while a commit runs goes together into the next one. Nothing waits when nothing runs,
/// and the busier it gets the larger the groups are.
/// </summary>
/// <param name="writers">How many commits run at once.</param>
/// <param name="size">Size of an item.</param>
/// <param name="groupSize">Largest size of a group of more than one item.</param>
/// <param name="commit">Stores a group; what it throws is thrown to all whose items are in the group.</param>
internal sealed class GroupCommitter<T>(int writers, Func<T, int> size, int groupSize, Func<IReadOnlyList<T>, Task> commit)
{
    private readonly Lock gate = new();
    private readonly Queue<(T Item, TaskCompletionSource Stored)> waiting = new();
    private int running;

    /// <summary>Completes when the item is stored.</summary>
    public Task AddAsync(T item)
    {
        TaskCompletionSource stored = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Enqueue((item, stored));
            if (running == writers) return stored.Task;
            running++;
        }
        _ = WriteAsync();
        return stored.Task;
    }

    private async Task WriteAsync()
    {
        await Task.Yield();
        while (Next() is { Count: > 0 } group)
        {
            try
            {
                await commit([.. group.Select(one => one.Item)]);
                foreach ((_, TaskCompletionSource stored) in group) stored.SetResult();
            }
#pragma warning disable CA1031 // Nothing is hidden: whoever waits for an item of the group gets the exception.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                foreach ((_, TaskCompletionSource stored) in group) stored.SetException(fault);
            }
        }
    }

    private List<(T Item, TaskCompletionSource Stored)> Next()
    {
        List<(T, TaskCompletionSource)> group = [];
        lock (gate)
        {
            int total = 0;
            while (waiting.TryPeek(out (T Item, TaskCompletionSource Stored) next) && (group.Count == 0 || total + size(next.Item) <= groupSize))
            {
                total += size(next.Item);
                group.Add(waiting.Dequeue());
            }
            if (group.Count == 0) running--;
        }
        return group;
    }
}
