namespace Personalization.LocalHost.Durable;

/// <summary>External events and who waits for them: names whatever their letters' case, first come, first served.</summary>
internal sealed class EventBuffer
{
    private readonly List<EventRaised> unclaimed = [];
    private readonly List<Waiter> waiters = [];

    public IReadOnlyList<EventRaised> Unclaimed => unclaimed;

    public bool HasWaiters => waiters.Exists(waiter => !waiter.Task.Task.IsCompleted);

    public void Raise(EventRaised raised)
    {
        waiters.RemoveAll(waiter => waiter.Task.Task.IsCompleted);
        int index = waiters.FindIndex(waiter => waiter.Name.Equals(raised.Name, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
        {
            unclaimed.Add(raised);
            return;
        }
        Waiter found = waiters[index];
        waiters.RemoveAt(index);
        found.Task.SetResult(raised.Data);
    }

    public Task<string?> WaitAsync(string name, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<string?>(cancellationToken);
        int index = unclaimed.FindIndex(raised => raised.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            EventRaised found = unclaimed[index];
            unclaimed.RemoveAt(index);
            return Task.FromResult(found.Data);
        }
        Waiter waiter = new(name, new TaskCompletionSource<string?>());
        if (cancellationToken.CanBeCanceled) cancellationToken.Register(() => waiter.Task.TrySetCanceled(cancellationToken));
        waiters.Add(waiter);
        return waiter.Task.Task;
    }

    private sealed record Waiter(string Name, TaskCompletionSource<string?> Task);
}
