using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.LocalHost.ServiceBus;

/// <summary>A Service Bus message as it lies in a storage queue or blob. The names are storage format.</summary>
internal sealed record Envelope
{
    /// <summary>Required, so that JSON which somebody else wrote is not taken for an empty message.</summary>
    public required byte[] Body { get; init; }

    public string? MessageId { get; init; }

    public string? CorrelationId { get; init; }

    public string? Subject { get; init; }

    public string? ContentType { get; init; }

    public string? SessionId { get; init; }

    public string? PartitionKey { get; init; }

    public string? ReplyTo { get; init; }

    public string? ReplyToSessionId { get; init; }

    public string? To { get; init; }

    /// <summary>Null for ever.</summary>
    public TimeSpan? TimeToLive { get; init; }

    public DateTimeOffset? ScheduledEnqueueTime { get; init; }

    public DateTimeOffset EnqueuedTime { get; init; }

    public long SequenceNumber { get; init; }

    /// <summary>Deliveries before this queue: a dead letter keeps those of the queue that it comes from.</summary>
    public int EarlierDeliveries { get; init; }

    public string? DeadLetterSource { get; init; }

    public IReadOnlyDictionary<string, TypedValue> Properties { get; init; } = new Dictionary<string, TypedValue>();

    [JsonIgnore]
    public DateTimeOffset ExpiresAt =>
        TimeToLive is { } life && DateTimeOffset.MaxValue - EnqueuedTime > life ? EnqueuedTime + life : DateTimeOffset.MaxValue;

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, EnvelopeJson.Default.Envelope);

    /// <exception cref="JsonException">Not an envelope.</exception>
    public static Envelope FromJson(ReadOnlyMemory<byte> json) =>
        JsonSerializer.Deserialize(json.Span, EnvelopeJson.Default.Envelope) ?? throw new JsonException("An envelope cannot be null.");
}

/// <summary>An envelope that is too large for a queue message and lies in a blob.</summary>
internal sealed record ClaimCheck(string Claim);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(ClaimCheck))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;
