namespace Personalization.LocalHost.Durable;

/// <summary>When waiting instances are to be woken: a heap in memory over one timer of the clock.</summary>
internal sealed class DueTimes : IDisposable
{
    // A timer cannot wait longer than 49 days at a time.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);

    private readonly Lock gate = new();
    private readonly PriorityQueue<string, DateTimeOffset> heap = new();
    private readonly Dictionary<string, DateTimeOffset> due = new(StringComparer.Ordinal);
    private readonly TimeProvider time;
    private readonly Action<string> wake;
    private readonly ITimer timer;

    public DueTimes(TimeProvider time, Action<string> wake)
    {
        (this.time, this.wake) = (time, wake);
        timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The earliest; null for none.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (gate)
            {
                DropStale();
                return heap.TryPeek(out _, out DateTimeOffset at) ? at : null;
            }
        }
    }

    /// <summary>The one due time of an instance; null for none.</summary>
    public void Set(string instanceId, DateTimeOffset? at)
    {
        lock (gate)
        {
            if (at is null)
            {
                due.Remove(instanceId);
                return;
            }
            if (due.TryGetValue(instanceId, out DateTimeOffset known) && known == at) return;
            due[instanceId] = at.Value;
            heap.Enqueue(instanceId, at.Value);
            if (heap.Peek() == instanceId) Arm();
        }
    }

    /// <summary>The due time as it was read a while ago: where another is known meanwhile, that one stands.</summary>
    public void Recall(string instanceId, DateTimeOffset at)
    {
        lock (gate)
        {
            if (!due.ContainsKey(instanceId)) Set(instanceId, at);
        }
    }

    public void Dispose() => timer.Dispose();

    private void Fire()
    {
        List<string> woken = [];
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            DropStale();
            while (heap.TryPeek(out string? instanceId, out DateTimeOffset at) && at <= now)
            {
                heap.Dequeue();
                due.Remove(instanceId);
                woken.Add(instanceId);
                DropStale();
            }
            Arm();
        }
        foreach (string instanceId in woken) wake(instanceId);
    }

    private void Arm()
    {
        DropStale();
        if (!heap.TryPeek(out _, out DateTimeOffset at)) return;
        TimeSpan left = at - time.GetUtcNow();
        // Timers cut their time to whole milliseconds; a wait must not end before its time.
        left = left > LongestWait ? LongestWait : left <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
        timer.Change(left, Timeout.InfiniteTimeSpan);
    }

    private void DropStale()
    {
        while (heap.TryPeek(out string? instanceId, out DateTimeOffset at) && (!due.TryGetValue(instanceId, out DateTimeOffset known) || known != at)) heap.Dequeue();
    }
}
