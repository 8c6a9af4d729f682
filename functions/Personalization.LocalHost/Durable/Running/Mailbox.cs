namespace Personalization.LocalHost.Durable;

/// <summary>What waits for one instance, and its state as last seen. At most one worker has it.</summary>
internal sealed class Mailbox(string instanceId)
{
    public string InstanceId => instanceId;

    public Queue<InstanceMessage> Waiting { get; } = new();

    public bool HasWorker { get; set; }

    /// <summary>Saves reading the history again while the instance is busy.</summary>
    public StoredInstance? Cached { get; set; }

    /// <summary>Its place among the idle ones.</summary>
    public LinkedListNode<Mailbox>? Idle { get; set; }
}
