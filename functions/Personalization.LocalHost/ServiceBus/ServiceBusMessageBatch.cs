using Personalization.LocalHost.ServiceBus;

namespace Azure.Messaging.ServiceBus;

/// <summary>Messages that fit one send together.</summary>
public sealed class ServiceBusMessageBatch : IDisposable
{
    /// <summary>What the Standard tier takes at once.</summary>
    internal const long MostBytes = 256 * 1024;

    private readonly IList<ServiceBusMessage> messages;
    private readonly Func<ServiceBusMessage, bool> fits;

    internal ServiceBusMessageBatch(long maxSizeInBytes, IList<ServiceBusMessage> messages, long sizeInBytes, Func<ServiceBusMessage, bool> fits)
    {
        (MaxSizeInBytes, SizeInBytes, this.messages, this.fits) = (maxSizeInBytes, sizeInBytes, messages, fits);
    }

    /// <summary>The number of messages.</summary>
    public int Count => messages.Count;

    /// <summary>The most bytes that the batch takes.</summary>
    public long MaxSizeInBytes { get; }

    /// <summary>The bytes of the messages so far.</summary>
    public long SizeInBytes { get; private set; }

    internal IEnumerable<ServiceBusMessage> Messages => messages;

    /// <summary>Adds a message unless the batch would become too large.</summary>
    /// <returns>False when it does not fit.</returns>
    public bool TryAddMessage(ServiceBusMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        long size = EnvelopeMapping.Size(EnvelopeMapping.ToEnvelope(message));
        if (SizeInBytes + size > MaxSizeInBytes || !fits(message)) return false;
        messages.Add(message);
        SizeInBytes += size;
        return true;
    }

    /// <summary>Forgets the messages.</summary>
    public void Dispose()
    {
        if (messages is List<ServiceBusMessage> own) own.Clear();
        SizeInBytes = 0;
    }
}

/// <summary>How a batch is made.</summary>
public class CreateMessageBatchOptions
{
    /// <summary>The most bytes of the batch; by default what the service takes, 256 KB.</summary>
    public long? MaxSizeInBytes { get; set; }
}
