namespace Azure.Messaging.ServiceBus;

/// <summary>How a receiver is made.</summary>
public class ServiceBusReceiverOptions
{
    /// <summary>The receiver's name in logs; made up when null.</summary>
    public string? Identifier { get; set; }

    /// <summary>Messages taken ahead of being asked for. The embedded host takes none ahead.</summary>
    public int PrefetchCount { get; set; }

    /// <summary>Whether messages are locked until they are settled, or deleted when they are received.</summary>
    public ServiceBusReceiveMode ReceiveMode { get; set; }

    /// <summary>The queue itself or its dead letters.</summary>
    public SubQueue SubQueue { get; set; }
}

/// <summary>What happens to a message when it is received.</summary>
public enum ServiceBusReceiveMode
{
    /// <summary>It is locked until it is settled.</summary>
    PeekLock = 0,

    /// <summary>It is deleted.</summary>
    ReceiveAndDelete = 1,
}

/// <summary>A queue or what belongs to it.</summary>
public enum SubQueue
{
    /// <summary>The queue itself.</summary>
    None = 0,

    /// <summary>Its dead letters.</summary>
    DeadLetter = 1,

    /// <summary>Dead letters of forwarding, of which the embedded host has none.</summary>
    TransferDeadLetter = 2,
}
