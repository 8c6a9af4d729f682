using Azure.Messaging.ServiceBus;

namespace Personalization.LocalHost.ServiceBus;

/// <summary>From messages to envelopes.</summary>
internal static class EnvelopeMapping
{
    // Room for the fixed parts of a message, as a round figure.
    private const long Overhead = 128;

    /// <exception cref="System.Runtime.Serialization.SerializationException">An application property has a type that cannot be carried.</exception>
    public static Envelope ToEnvelope(ServiceBusMessage message) => new()
    {
        Body = message.Body.ToArray(),
        MessageId = message.MessageId,
        CorrelationId = message.CorrelationId,
        Subject = message.Subject,
        ContentType = message.ContentType,
        SessionId = message.SessionId,
        PartitionKey = message.PartitionKey,
        ReplyTo = message.ReplyTo,
        ReplyToSessionId = message.ReplyToSessionId,
        To = message.To,
        TimeToLive = message.TimeToLive == TimeSpan.MaxValue ? null : message.TimeToLive,
        ScheduledEnqueueTime = message.ScheduledEnqueueTime == default ? null : message.ScheduledEnqueueTime.ToUniversalTime(),
        Properties = message.ApplicationProperties.ToDictionary(property => property.Key, property => TypedValue.Of(property.Value)),
    };

    /// <summary>The bytes that count against the service's limit.</summary>
    public static long Size(Envelope envelope) =>
        Overhead + envelope.Body.Length + envelope.Properties.Sum(property => property.Key.Length + (property.Value.Value?.Length ?? 0));

    /// <summary>The envelope with properties added or replaced.</summary>
    public static Envelope With(this Envelope envelope, IEnumerable<KeyValuePair<string, object>>? changes)
    {
        if (changes is null) return envelope;
        Dictionary<string, TypedValue> properties = new(envelope.Properties);
        foreach ((string name, object value) in changes) properties[name] = TypedValue.Of(value);
        return envelope with { Properties = properties };
    }
}
