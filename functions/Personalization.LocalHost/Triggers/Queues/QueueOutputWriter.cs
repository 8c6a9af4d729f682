using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Triggers.Queues;

/// <summary>Serves <see cref="QueueOutputAttribute"/>. The queue is made when a first message needs it.</summary>
internal sealed class QueueOutputWriter(INameResolver names, PlainStorage storage, HostJson host) : IOutputWriter
{
    private readonly ConcurrentDictionary<(string? Connection, string Queue), QueueClient> queues = new();

    public Type AttributeType => typeof(QueueOutputAttribute);

    public void Validate(OutputBindingAttribute attribute) => Queue(attribute);

    public async Task WriteAsync(OutputBindingAttribute attribute, object value, CancellationToken cancellationToken)
    {
        QueueClient queue = Queue(attribute);
        foreach (object message in TriggerJson.Messages(value))
        {
            BinaryData body = TriggerJson.Write(message);
            await SendAsync(queue, host.Queues.MessageEncoding == QueueMessageEncoding.None ? body : Base64(body), cancellationToken);
        }
    }

    private static BinaryData Base64(BinaryData body) => BinaryData.FromString(Convert.ToBase64String(body.ToMemory().Span));

    private static async Task SendAsync(QueueClient queue, BinaryData text, CancellationToken cancellationToken)
    {
        try
        {
            await queue.SendMessageAsync(text, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException error) when (error.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await queue.SendMessageAsync(text, cancellationToken: cancellationToken);
        }
    }

    private QueueClient Queue(OutputBindingAttribute attribute)
    {
        QueueOutputAttribute output = (QueueOutputAttribute)attribute;
        return queues.GetOrAdd(
            (output.Connection, output.QueueName),
            static (key, host) => host.storage.Queues(key.Connection).GetQueueClient(host.names.Resolve(key.Queue)),
            (storage, names));
    }
}
