using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Triggers.ServiceBus;

/// <summary>Serves <see cref="ServiceBusOutputAttribute"/>.</summary>
internal sealed class ServiceBusOutputWriter(INameResolver names, ServiceBusClients clients) : IOutputWriter
{
    private readonly ConcurrentDictionary<(string? Connection, string Name), ServiceBusSender> senders = new();

    public Type AttributeType => typeof(ServiceBusOutputAttribute);

    public void Validate(OutputBindingAttribute attribute) => Sender((ServiceBusOutputAttribute)attribute);

    public Task WriteAsync(OutputBindingAttribute attribute, object value, CancellationToken cancellationToken) =>
        Sender((ServiceBusOutputAttribute)attribute).SendMessagesAsync(TriggerJson.Messages(value).Select(Message), cancellationToken);

    private static ServiceBusMessage Message(object value)
    {
        if (value is ServiceBusMessage message) return message;
        ServiceBusMessage sent = new(TriggerJson.Write(value));
        if (value is not (string or byte[] or BinaryData)) sent.ContentType = "application/json";
        return sent;
    }

    private ServiceBusSender Sender(ServiceBusOutputAttribute output) => senders.GetOrAdd(
        (output.Connection, output.QueueOrTopicName),
        static (key, host) => host.clients.Get(key.Connection).CreateSender(host.names.Resolve(key.Name)),
        (clients, names));
}
