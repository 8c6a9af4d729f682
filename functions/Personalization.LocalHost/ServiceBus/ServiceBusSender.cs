using System.Diagnostics.CodeAnalysis;
using Personalization.LocalHost.ServiceBus;

namespace Azure.Messaging.ServiceBus;

/// <summary>Sends messages to one queue or topic. Safe for concurrent use; made by <see cref="ServiceBusClient.CreateSender(string)"/>.</summary>
public class ServiceBusSender : IAsyncDisposable
{
    private readonly Broker? broker;
    private readonly EntityName entity;

    /// <summary>For test doubles.</summary>
    protected ServiceBusSender() => entity = new EntityName("");

    /// <summary>For derived senders.</summary>
    protected ServiceBusSender(ServiceBusClient client, string queueOrTopicName) : this(client, queueOrTopicName, new ServiceBusSenderOptions())
    {
    }

    /// <summary>For derived senders.</summary>
    protected internal ServiceBusSender(ServiceBusClient client, string queueOrTopicName, ServiceBusSenderOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(queueOrTopicName);
        (broker, entity) = (client.Broker, new EntityName(queueOrTopicName));
        FullyQualifiedNamespace = client.FullyQualifiedNamespace;
        Identifier = options?.Identifier ?? $"{queueOrTopicName}-{Guid.NewGuid()}";
    }

    /// <summary>The queue or topic.</summary>
    public virtual string EntityPath => entity.Path;

    /// <summary>The account that carries the messages.</summary>
    public virtual string FullyQualifiedNamespace { get; } = "";

    /// <summary>This sender's name in logs.</summary>
    public virtual string Identifier { get; } = "";

    /// <summary>Whether the sender has been closed.</summary>
    public virtual bool IsClosed { get; private set; }

    /// <summary>Sends one message.</summary>
    /// <exception cref="ServiceBusException">It is too large, or the service cannot be reached.</exception>
    public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SendAsync([message], cancellationToken);
    }

    /// <summary>Sends messages in their order.</summary>
    /// <exception cref="ServiceBusException">One is too large (then none is sent), or the service cannot be reached.</exception>
    public virtual Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return SendAsync(messages, cancellationToken);
    }

    /// <summary>Sends the messages of a batch in their order.</summary>
    public virtual Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageBatch);
        return SendAsync(messageBatch.Messages, cancellationToken);
    }

    /// <summary>An empty batch.</summary>
    public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default) =>
        CreateMessageBatchAsync(new CreateMessageBatchOptions(), cancellationToken);

    /// <summary>An empty batch of at most the given size.</summary>
    public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CreateMessageBatchOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        long most = options.MaxSizeInBytes ?? ServiceBusMessageBatch.MostBytes;
        if (most > ServiceBusMessageBatch.MostBytes) throw new ArgumentOutOfRangeException(nameof(options), most, $"At most {ServiceBusMessageBatch.MostBytes} bytes.");
        return new(new ServiceBusMessageBatch(most, new List<ServiceBusMessage>(), 0, _ => true));
    }

    /// <summary>Sends a message that receivers see at the given time.</summary>
    /// <returns>Its sequence number, by which it can be cancelled.</returns>
    public virtual async Task<long> ScheduleMessageAsync(ServiceBusMessage message, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return (await ScheduleMessagesAsync([message], scheduledEnqueueTime, cancellationToken))[0];
    }

    /// <summary>Sends messages that receivers see at the given time.</summary>
    /// <returns>Their sequence numbers, in their order.</returns>
    public virtual Task<IReadOnlyList<long>> ScheduleMessagesAsync(
        IEnumerable<ServiceBusMessage> messages, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        DateTimeOffset when = scheduledEnqueueTime.ToUniversalTime();
        return SendAsync(messages.Select(message => EnvelopeMapping.ToEnvelope(message) with { ScheduledEnqueueTime = when }), cancellationToken);
    }

    /// <summary>Takes back a scheduled message.</summary>
    /// <exception cref="ServiceBusException">Reason MessageNotFound: there is none, or its time has come.</exception>
    public virtual async Task CancelScheduledMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default)
    {
        bool cancelled = await Faults.RunAsync(entity, () => Open().CancelAsync(entity, sequenceNumber, cancellationToken));
        if (!cancelled) throw new ServiceBusException($"No scheduled message has the sequence number {sequenceNumber}.", ServiceBusFailureReason.MessageNotFound, EntityPath);
    }

    /// <summary>Takes back scheduled messages.</summary>
    /// <exception cref="ServiceBusException">Reason MessageNotFound: one of them is not there; those before it have been taken back.</exception>
    public virtual async Task CancelScheduledMessagesAsync(IEnumerable<long> sequenceNumbers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequenceNumbers);
        foreach (long number in sequenceNumbers) await CancelScheduledMessageAsync(number, cancellationToken);
    }

    /// <summary>Closes the sender.</summary>
    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        IsClosed = true;
        return Task.CompletedTask;
    }

    /// <summary>Closes the sender.</summary>
    [SuppressMessage("Usage", "CA1816", Justification = "The real type's signature; there is no finalizer.")]
    public virtual async ValueTask DisposeAsync() => await CloseAsync();

    private Task<IReadOnlyList<long>> SendAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken) =>
        SendAsync(messages.Select(EnvelopeMapping.ToEnvelope), cancellationToken);

    private Task<IReadOnlyList<long>> SendAsync(IEnumerable<Envelope> messages, CancellationToken cancellationToken)
    {
        Envelope[] envelopes = [.. messages];
        if (Array.Find(envelopes, envelope => EnvelopeMapping.Size(envelope) > ServiceBusMessageBatch.MostBytes) is { } large)
        {
            string size = $"The message has {EnvelopeMapping.Size(large)} bytes and may have {ServiceBusMessageBatch.MostBytes}.";
            throw new ServiceBusException(size, ServiceBusFailureReason.MessageSizeExceeded, EntityPath);
        }

        return Faults.RunAsync(entity, () => Open().SendAsync(entity, envelopes, cancellationToken));
    }

    private Broker Open()
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        return broker ?? throw new InvalidOperationException("This sender was made for tests and has no client.");
    }
}

/// <summary>How a sender is made.</summary>
public class ServiceBusSenderOptions
{
    /// <summary>The sender's name in logs; made up when null.</summary>
    public string? Identifier { get; set; }
}
