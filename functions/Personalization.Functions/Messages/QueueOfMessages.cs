using System.Text;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using Personalization.Functions.Storage;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Messages;

/// <summary>
/// Messages in the Service Bus queue <c>messages</c>; its duplicate detection goes by message and turn. What is too large for a queue lies in
/// the blob container <c>messages</c> while it waits, and only its name in the queue.
/// </summary>
/// <param name="client">The queue.</param>
/// <param name="blobs">Storage.</param>
/// <param name="time">The clock.</param>
public sealed class QueueOfMessages(ServiceBusClient client, BlobServiceClient blobs, TimeProvider time) : IMessageQueue, IAsyncDisposable
{
    internal const string Name = "messages";

    private const int LargestBody = 40 * 1024;
    private static readonly byte[] Claim = "blob:"u8.ToArray();

    private readonly ServiceBusSender sender = client.CreateSender(Name);
    private readonly BlobFolder folder = new(blobs, Name);

    /// <inheritdoc/>
    public async Task EnqueueAsync(QueuedMessage queued, DateTimeOffset at, CancellationToken cancellationToken)
    {
        string id = $"{queued.Message.Id}/{queued.Turn}";
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(queued, MessageCodec.Json.QueuedMessage);
        if (body.Length > LargestBody)
        {
            await folder.WriteAsync(id, new BinaryData(body), cancellationToken);
            body = [.. Claim, .. Encoding.UTF8.GetBytes(id)];
        }
        ServiceBusMessage message = new(body) { MessageId = id, ContentType = "application/json" };
        if (at > time.GetUtcNow()) await sender.ScheduleMessageAsync(message, at, cancellationToken);
        else await sender.SendMessageAsync(message, cancellationToken);
    }

    /// <summary>Does the work of a copy, then lets go of its blob. One without a blob has been done: it only came again.</summary>
    internal async Task UseAsync(ReadOnlyMemory<byte> body, Func<QueuedMessage, Task> work, CancellationToken cancellationToken)
    {
        if (await ReadAsync(body, cancellationToken) is not { } queued) return;
        await work(queued);
        if (ClaimOf(body) is { } name) await folder.RemoveAsync(name, cancellationToken);
    }

    /// <summary>A copy as it was sent; null for one whose blob is gone.</summary>
    internal async Task<QueuedMessage?> ReadAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (ClaimOf(body) is { } name)
        {
            if ((await folder.ReadAsync(name, null, cancellationToken)).Bytes is not { } stored) return null;
            body = stored.ToMemory();
        }
        return JsonSerializer.Deserialize(body.Span, MessageCodec.Json.QueuedMessage) ?? throw new InvalidDataException("A queued message is empty");
    }

    private static string? ClaimOf(ReadOnlyMemory<byte> body) => body.Span.StartsWith(Claim) ? Encoding.UTF8.GetString(body.Span[Claim.Length..]) : null;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return sender.DisposeAsync();
    }
}
