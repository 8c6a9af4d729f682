namespace Azure.Messaging.ServiceBus;

/// <summary>A message to send.</summary>
public class ServiceBusMessage
{
    private const int LongestId = 128;

    private string? messageId, sessionId, partitionKey;
    private TimeSpan timeToLive = TimeSpan.MaxValue;

    /// <summary>A message without a body.</summary>
    public ServiceBusMessage() : this(BinaryData.FromBytes(ReadOnlyMemory<byte>.Empty))
    {
    }

    /// <summary>A message with text, in UTF-8.</summary>
    public ServiceBusMessage(string body) : this(BinaryData.FromString(body))
    {
    }

    /// <summary>A message with bytes.</summary>
    public ServiceBusMessage(ReadOnlyMemory<byte> body) : this(BinaryData.FromBytes(body))
    {
    }

    /// <summary>A message with a body.</summary>
    public ServiceBusMessage(BinaryData body) => Body = body ?? throw new ArgumentNullException(nameof(body));

    /// <summary>A copy of a received message to send on, without what its broker had added.</summary>
    public ServiceBusMessage(ServiceBusReceivedMessage receivedMessage)
    {
        ArgumentNullException.ThrowIfNull(receivedMessage);
        Body = receivedMessage.Body;
        MessageId = receivedMessage.MessageId;
        SessionId = receivedMessage.SessionId;
        PartitionKey = receivedMessage.PartitionKey;
        CorrelationId = receivedMessage.CorrelationId;
        Subject = receivedMessage.Subject;
        ContentType = receivedMessage.ContentType;
        ReplyTo = receivedMessage.ReplyTo;
        ReplyToSessionId = receivedMessage.ReplyToSessionId;
        To = receivedMessage.To;
        timeToLive = receivedMessage.TimeToLive;
        foreach ((string name, object value) in receivedMessage.ApplicationProperties)
        {
            if (name is not (ServiceBusReceivedMessage.ReasonProperty or ServiceBusReceivedMessage.DescriptionProperty)) ApplicationProperties[name] = value;
        }
    }

    /// <summary>The sender's own properties: text, numbers, bools, Guids, times or bytes.</summary>
    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>();

    /// <summary>The content, at most 256 KB together with the properties.</summary>
    public BinaryData Body { get; set; }

    /// <summary>What the body is, for instance <c>application/json</c>.</summary>
    public string? ContentType { get; set; }

    /// <summary>Ties messages together.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The sender's id of the message, at most 128 characters; duplicates are told by it.</summary>
    public string? MessageId
    {
        get => messageId;
        set => messageId = Checked(value, nameof(MessageId));
    }

    /// <summary>Keeps messages of one key together, at most 128 characters.</summary>
    public string? PartitionKey
    {
        get => partitionKey;
        set => partitionKey = Checked(value, nameof(PartitionKey));
    }

    /// <summary>Where to answer.</summary>
    public string? ReplyTo { get; set; }

    /// <summary>The session to answer in.</summary>
    public string? ReplyToSessionId { get; set; }

    /// <summary>When the message becomes visible to receivers; the default value for at once.</summary>
    public DateTimeOffset ScheduledEnqueueTime { get; set; }

    /// <summary>The session that the message belongs to, at most 128 characters.</summary>
    public string? SessionId
    {
        get => sessionId;
        set => sessionId = Checked(value, nameof(SessionId));
    }

    /// <summary>What the message is about, in the application's words.</summary>
    public string? Subject { get; set; }

    /// <summary>How long after its enqueueing the message may be received. By default for ever.</summary>
    public TimeSpan TimeToLive
    {
        get => timeToLive;
        set => timeToLive = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(TimeToLive), value, "A message has to live for some time.");
    }

    /// <summary>Whom the message is for, in the application's words.</summary>
    public string? To { get; set; }

    /// <summary>The body as text.</summary>
    public override string ToString() => Body.ToString();

    private static string? Checked(string? value, string name)
    {
        if (value is { Length: > LongestId }) throw new ArgumentOutOfRangeException(name, $"'{value[..20]}...' is longer than {LongestId} characters.");
        return value is "" ? throw new ArgumentException("An empty value is not allowed; use null for none.", name) : value;
    }
}
