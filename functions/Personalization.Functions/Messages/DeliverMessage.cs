using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Messages;

/// <summary>Takes messages out of the queue and to their ends.</summary>
/// <param name="queue">Where they come from.</param>
/// <param name="delivery">Does the work.</param>
public sealed class DeliverMessage(QueueOfMessages queue, MessageDelivery delivery)
{
    /// <summary>One copy of one message.</summary>
    [Function("DeliverMessage")]
    public Task Run([ServiceBusTrigger(QueueOfMessages.Name, Connection = "ServiceBus")] ServiceBusReceivedMessage message, CancellationToken cancellationToken) =>
        queue.UseAsync(message.Body.ToMemory(), copy => delivery.DeliverAsync(copy, cancellationToken), cancellationToken);
}
