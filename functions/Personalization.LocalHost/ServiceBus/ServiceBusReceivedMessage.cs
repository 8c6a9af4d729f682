using Personalization.LocalHost.ServiceBus;
using Personalization.LocalHost.Triggers;

namespace Azure.Messaging.ServiceBus;

/// <summary>A message as it was received. All times are UTC.</summary>
public class ServiceBusReceivedMessage
{
    internal const string ReasonProperty = "DeadLetterReason";
    internal const string DescriptionProperty = "DeadLetterErrorDescription";

    private readonly Envelope envelope;
    private readonly DateTimeOffset lockedUntil;

    internal ServiceBusReceivedMessage(Envelope envelope, int deliveryCount, Guid lockToken, DateTimeOffset lockedUntil, ServiceBusMessageState state)
    {
        (this.envelope, this.lockedUntil, State) = (envelope, lockedUntil, state);
        DeliveryCount = deliveryCount;
        LockToken = lockToken.ToString();
        Body = BinaryData.FromBytes(envelope.Body);
        ApplicationProperties = envelope.Properties.ToDictionary(property => property.Key, property => property.Value.Read()!);
    }

    internal ServiceBusReceivedMessage(Envelope envelope, int deliveryCount, MessageLease lease, BinaryData text)
        : this(envelope, deliveryCount, Guid.NewGuid(), lease.Until, ServiceBusMessageState.Active) => (Lease, Text) = (lease, text);

    /// <summary>The sender's own properties.</summary>
    public IReadOnlyDictionary<string, object> ApplicationProperties { get; }

    /// <summary>The content.</summary>
    public BinaryData Body { get; }

    /// <summary>What the body is, for instance <c>application/json</c>.</summary>
    public string? ContentType => envelope.ContentType;

    /// <summary>Ties messages together.</summary>
    public string? CorrelationId => envelope.CorrelationId;

    /// <summary>More about <see cref="DeadLetterReason"/>.</summary>
    public string? DeadLetterErrorDescription => ApplicationProperties.GetValueOrDefault(DescriptionProperty) as string;

    /// <summary>Why the message is in the dead-letter queue; null elsewhere.</summary>
    public string? DeadLetterReason => ApplicationProperties.GetValueOrDefault(ReasonProperty) as string;

    /// <summary>The queue or subscription that a dead letter comes from.</summary>
    public string? DeadLetterSource => envelope.DeadLetterSource;

    /// <summary>How often the message has been delivered, this time included.</summary>
    public int DeliveryCount { get; }

    /// <summary>The sequence number in the queue that the message was first enqueued in.</summary>
    public long EnqueuedSequenceNumber => envelope.SequenceNumber;

    /// <summary>When the message was enqueued.</summary>
    public DateTimeOffset EnqueuedTime => envelope.EnqueuedTime;

    /// <summary>When the message can no longer be received.</summary>
    public DateTimeOffset ExpiresAt => envelope.ExpiresAt;

    /// <summary>Until when no one else receives the message.</summary>
    public DateTimeOffset LockedUntil => Lease?.Until ?? lockedUntil;

    /// <summary>The id of this delivery.</summary>
    public string LockToken { get; }

    /// <summary>The sender's id of the message.</summary>
    public string? MessageId => envelope.MessageId;

    /// <summary>Keeps messages of one key together.</summary>
    public string? PartitionKey => envelope.PartitionKey;

    /// <summary>Where to answer.</summary>
    public string? ReplyTo => envelope.ReplyTo;

    /// <summary>The session to answer in.</summary>
    public string? ReplyToSessionId => envelope.ReplyToSessionId;

    /// <summary>When the message was to become visible; the default value when it was not scheduled.</summary>
    public DateTimeOffset ScheduledEnqueueTime => envelope.ScheduledEnqueueTime ?? default;

    /// <summary>The broker's number of the message, unique and growing.</summary>
    public long SequenceNumber => envelope.SequenceNumber;

    /// <summary>The session that the message belongs to.</summary>
    public string? SessionId => envelope.SessionId;

    /// <summary>Whether the message waits, was deferred or is scheduled.</summary>
    public ServiceBusMessageState State { get; }

    /// <summary>What the message is about, in the application's words.</summary>
    public string? Subject => envelope.Subject;

    /// <summary>How long after its enqueueing the message may be received.</summary>
    public TimeSpan TimeToLive => envelope.TimeToLive ?? TimeSpan.MaxValue;

    /// <summary>Whom the message is for, in the application's words.</summary>
    public string? To => envelope.To;

    internal Envelope Envelope => envelope;

    /// <summary>Null for a message that cannot be settled: one that was peeked or made by <see cref="ServiceBusModelFactory"/>.</summary>
    internal MessageLease? Lease { get; }

    internal BinaryData? Text { get; }

    /// <summary>The body as text.</summary>
    public override string ToString() => Body.ToString();
}

/// <summary>Where a message is in its life.</summary>
public enum ServiceBusMessageState
{
    /// <summary>It waits to be received.</summary>
    Active = 0,

    /// <summary>It was set aside.</summary>
    Deferred = 1,

    /// <summary>It waits for its time.</summary>
    Scheduled = 2,
}
