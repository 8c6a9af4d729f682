using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Messages;

/// <summary>Messages in the Service Bus queue <c>messages</c>; its duplicate detection goes by message and turn.</summary>
internal sealed class QueueOfMessages(ServiceBusClient client, TimeProvider time) : IMessageQueue, IAsyncDisposable
{
    public const string Name = "messages";

    private readonly ServiceBusSender sender = client.CreateSender(Name);

    public Task EnqueueAsync(QueuedMessage queued, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ServiceBusMessage message = new(JsonSerializer.SerializeToUtf8Bytes(queued, MessageCodec.Json.QueuedMessage))
        {
            MessageId = $"{queued.Message.Id}/{queued.Turn}", ContentType = "application/json",
        };
        return at > time.GetUtcNow() ? sender.ScheduleMessageAsync(message, at, cancellationToken) : sender.SendMessageAsync(message, cancellationToken);
    }

    public static QueuedMessage Read(ReadOnlyMemory<byte> body) =>
        JsonSerializer.Deserialize(body.Span, MessageCodec.Json.QueuedMessage) ?? throw new InvalidDataException("A queued message is empty");

    public ValueTask DisposeAsync() => sender.DisposeAsync();
}
