namespace Personalization.LocalHost.Durable;

/// <summary>The mailboxes of busy instances, and of some that were busy lately.</summary>
internal sealed class Mailboxes
{
    private const int MostIdle = 1000;
    private const int MostAtOnce = 100;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Mailbox> boxes = new(StringComparer.Ordinal);
    private readonly LinkedList<Mailbox> idle = new();

    /// <summary>Adds a message; gives the mailbox when it needs a worker.</summary>
    public Mailbox? Add(string instanceId, InstanceMessage message)
    {
        lock (gate)
        {
            if (!boxes.TryGetValue(instanceId, out Mailbox? box)) boxes.Add(instanceId, box = new Mailbox(instanceId));
            box.Waiting.Enqueue(message);
            if (box.HasWorker) return null;
            box.HasWorker = true;
            if (box.Idle is { } node) idle.Remove(node);
            box.Idle = null;
            return box;
        }
    }

    /// <summary>The next messages; none when the worker is to leave the mailbox.</summary>
    public List<InstanceMessage> Take(Mailbox box)
    {
        lock (gate)
        {
            List<InstanceMessage> batch = [];
            while (batch.Count < MostAtOnce && box.Waiting.TryDequeue(out InstanceMessage? message)) batch.Add(message);
            if (batch.Count == 0) Leave(box);
            return batch;
        }
    }

    private void Leave(Mailbox box)
    {
        box.HasWorker = false;
        if (box.Cached is null)
        {
            boxes.Remove(box.InstanceId);
            return;
        }
        box.Idle = idle.AddLast(box);
        if (idle.Count <= MostIdle) return;
        Mailbox oldest = idle.First!.Value;
        idle.RemoveFirst();
        boxes.Remove(oldest.InstanceId);
    }
}
