using Personalization.Messages.Delivery;

namespace Personalization.Simulator.Stores;

/// <summary>The queue of messages in memory: a copy comes at its time, as scheduled messages do, and the same copy twice counts once.</summary>
internal sealed class MemoryMessageQueue(TimeProvider time) : IMessageQueue
{
    private readonly PriorityQueue<QueuedMessage, (DateTimeOffset At, int Number)> waiting = new();
    private readonly HashSet<(string Id, int Turn)> known = [];
    private int number;

    /// <summary>Told of every copy and when it comes.</summary>
    public Func<QueuedMessage, DateTimeOffset, Task> Queued { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>When the next copy comes; null for none.</summary>
    public DateTimeOffset? NextDue => waiting.TryPeek(out _, out (DateTimeOffset At, int) next) ? next.At : null;

    public async Task EnqueueAsync(QueuedMessage queued, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (!known.Add((queued.Message.Id, queued.Turn))) return;
        DateTimeOffset now = time.GetUtcNow();
        waiting.Enqueue(queued, (at > now ? at : now, number++));
        await Queued(queued, at);
    }

    /// <summary>The next copy whose time has come, or null.</summary>
    public QueuedMessage? Take() => NextDue <= time.GetUtcNow() ? waiting.Dequeue() : null;
}
