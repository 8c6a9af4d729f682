using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Personalization.LocalHost.ServiceBus;
using Personalization.LocalHost.Triggers;

namespace Azure.Messaging.ServiceBus;

/// <summary>Receives messages of one queue or subscription and settles them. Made by <see cref="ServiceBusClient.CreateReceiver(string)"/>.</summary>
public partial class ServiceBusReceiver : IAsyncDisposable
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly EntityName entity;
    private readonly Inbox? inbox;
    private readonly TimeProvider clock = TimeProvider.System;
    private long peeked;

    /// <summary>For test doubles.</summary>
    protected ServiceBusReceiver() => entity = new EntityName("");

    /// <summary>For derived receivers of a queue.</summary>
    protected internal ServiceBusReceiver(ServiceBusClient client, string queueName, ServiceBusReceiverOptions? options)
        : this(client, new EntityName(queueName), options)
    {
    }

    /// <summary>For derived receivers of a subscription.</summary>
    protected internal ServiceBusReceiver(ServiceBusClient client, string topicName, string subscriptionName, ServiceBusReceiverOptions? options)
        : this(client, EntityName.Subscription(topicName, subscriptionName), options)
    {
    }

    private ServiceBusReceiver(ServiceBusClient client, EntityName entity, ServiceBusReceiverOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(entity.Path);
        if (options?.SubQueue == SubQueue.TransferDeadLetter) throw new NotSupportedException("The embedded host does not forward messages, so there are no dead letters of forwarding.");
        this.entity = options?.SubQueue == SubQueue.DeadLetter ? entity.DeadLetterQueue : entity;
        inbox = new Inbox(client.Broker, this.entity);
        clock = client.Broker.Clock;
        ReceiveMode = options?.ReceiveMode ?? ServiceBusReceiveMode.PeekLock;
        FullyQualifiedNamespace = client.FullyQualifiedNamespace;
        Identifier = options?.Identifier ?? $"{EntityPath}-{Guid.NewGuid()}";
    }

    /// <summary>The queue, the subscription or the dead letters of one.</summary>
    public virtual string EntityPath => entity.Path;

    /// <summary>The account that carries the messages.</summary>
    public virtual string FullyQualifiedNamespace { get; } = "";

    /// <summary>This receiver's name in logs.</summary>
    public virtual string Identifier { get; } = "";

    /// <summary>Whether the receiver has been closed.</summary>
    public virtual bool IsClosed { get; private set; }

    /// <summary>Messages taken ahead of being asked for: none.</summary>
    public virtual int PrefetchCount => 0;

    /// <summary>What happens to a message when it is received.</summary>
    public virtual ServiceBusReceiveMode ReceiveMode { get; }

    /// <summary>The next message, or null when none came within the time, by default a minute.</summary>
    public virtual async Task<ServiceBusReceivedMessage?> ReceiveMessageAsync(TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default) =>
        await ReceiveMessagesAsync(1, maxWaitTime, cancellationToken) is [var message, ..] ? message : null;

    /// <summary>At least one message and at most the given number, or none when none came within the time, by default a minute.</summary>
    public virtual async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(
        int maxMessages, TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        DateTimeOffset end = clock.GetUtcNow() + (maxWaitTime ?? DefaultWait);
        for (int looks = 0; ; looks++)
        {
            IReadOnlyList<ServiceBusReceivedMessage> messages = await TakeAsync(maxMessages, cancellationToken);
            TimeSpan left = end - clock.GetUtcNow();
            if (messages.Count > 0 || left <= TimeSpan.Zero) return messages;
            TimeSpan pause = PollingBackoff.After(looks, LongestPause, Identifier);
            await Task.Delay(pause < left ? pause : left, clock, cancellationToken);
        }
    }

    /// <summary>Messages as they come, until cancelled.</summary>
    public virtual async IAsyncEnumerable<ServiceBusReceivedMessage> ReceiveMessagesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (await ReceiveMessageAsync(null, cancellationToken) is { } message) yield return message;
        }
    }

    /// <summary>The next message after the last one that was peeked, or null. It is neither locked nor taken.</summary>
    public virtual async Task<ServiceBusReceivedMessage?> PeekMessageAsync(long? fromSequenceNumber = null, CancellationToken cancellationToken = default) =>
        await PeekMessagesAsync(1, fromSequenceNumber, cancellationToken) is [var message, ..] ? message : null;

    /// <summary>
    /// The next messages after the last one that was peeked, those that wait for their time too. Of those that do not, the embedded host sees the
    /// first 32 of a queue.
    /// </summary>
    public virtual async Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekMessagesAsync(
        int maxMessages, long? fromSequenceNumber = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        long from = fromSequenceNumber ?? peeked + 1;
        IReadOnlyList<ServiceBusReceivedMessage> all = await Faults.RunAsync(entity, () => Open().PeekAsync(from, maxMessages, cancellationToken));
        ServiceBusReceivedMessage[] messages = [.. all.Where(message => message.SequenceNumber >= from).OrderBy(message => message.SequenceNumber).Take(maxMessages)];
        if (messages.Length > 0) peeked = messages[^1].SequenceNumber;
        return messages;
    }

    /// <summary>Closes the receiver. Locks that it holds run out.</summary>
    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        IsClosed = true;
        return Task.CompletedTask;
    }

    /// <summary>Closes the receiver. Locks that it holds run out.</summary>
    [SuppressMessage("Usage", "CA1816", Justification = "The real type's signature; there is no finalizer.")]
    public virtual async ValueTask DisposeAsync() => await CloseAsync();

    /// <summary>Makes the queue, and makes a subscription known to its topic's senders.</summary>
    internal Task OpenAsync(CancellationToken cancellationToken) => Faults.RunAsync(entity, () => Open().OpenAsync(cancellationToken));

    /// <summary>One look, without waiting.</summary>
    internal async Task<IReadOnlyList<ServiceBusReceivedMessage>> TakeAsync(int most, CancellationToken cancellationToken)
    {
        IReadOnlyList<ServiceBusReceivedMessage> messages = await Faults.RunAsync(entity, () => Open().TakeAsync(most, cancellationToken));
        if (ReceiveMode == ServiceBusReceiveMode.PeekLock) return messages;
        foreach (ServiceBusReceivedMessage message in messages) await Faults.RunAsync(entity, () => Open().CompleteAsync(message, CancellationToken.None));
        return messages;
    }

    private Inbox Open()
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        return inbox ?? throw new InvalidOperationException("This receiver was made for tests and has no client.");
    }
}
