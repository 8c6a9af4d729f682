using Personalization.LocalHost.ServiceBus;

namespace Azure.Messaging.ServiceBus;

/// <summary>Makes, for tests, what otherwise only the broker makes.</summary>
public static class ServiceBusModelFactory
{
    /// <summary>A received message. The sequence number is -1 unless given.</summary>
    public static ServiceBusReceivedMessage ServiceBusReceivedMessage(
        BinaryData? body = null,
        string? messageId = null,
        string? partitionKey = null,
        string? viaPartitionKey = null,
        string? sessionId = null,
        string? replyToSessionId = null,
        TimeSpan timeToLive = default,
        string? correlationId = null,
        string? subject = null,
        string? to = null,
        string? contentType = null,
        string? replyTo = null,
        DateTimeOffset scheduledEnqueueTime = default,
        IDictionary<string, object>? properties = null,
        Guid lockTokenGuid = default,
        int deliveryCount = 0,
        DateTimeOffset lockedUntil = default,
        long sequenceNumber = -1,
        string? deadLetterSource = null,
        long enqueuedSequenceNumber = 0,
        DateTimeOffset enqueuedTime = default,
        ServiceBusMessageState serviceBusMessageState = ServiceBusMessageState.Active)
    {
        Envelope envelope = new()
        {
            Body = body?.ToArray() ?? [],
            MessageId = messageId,
            PartitionKey = partitionKey,
            SessionId = sessionId,
            ReplyToSessionId = replyToSessionId,
            TimeToLive = timeToLive == default ? null : timeToLive,
            CorrelationId = correlationId,
            Subject = subject,
            To = to,
            ContentType = contentType,
            ReplyTo = replyTo,
            ScheduledEnqueueTime = scheduledEnqueueTime == default ? null : scheduledEnqueueTime,
            Properties = (properties ?? new Dictionary<string, object>()).ToDictionary(pair => pair.Key, pair => TypedValue.Of(pair.Value)),
            SequenceNumber = sequenceNumber,
            DeadLetterSource = deadLetterSource,
            EnqueuedTime = enqueuedTime,
        };
        return new ServiceBusReceivedMessage(envelope, deliveryCount, lockTokenGuid, lockedUntil, serviceBusMessageState);
    }

    /// <summary>A batch that keeps its messages in the given list; the callback decides whether one more fits.</summary>
    public static ServiceBusMessageBatch ServiceBusMessageBatch(
        long batchSizeBytes, IList<ServiceBusMessage> batchMessageStore, CreateMessageBatchOptions? batchOptions = null, Func<ServiceBusMessage, bool>? tryAddCallback = null) =>
        new(batchOptions?.MaxSizeInBytes ?? Azure.Messaging.ServiceBus.ServiceBusMessageBatch.MostBytes, batchMessageStore, batchSizeBytes, tryAddCallback ?? (_ => true));
}
