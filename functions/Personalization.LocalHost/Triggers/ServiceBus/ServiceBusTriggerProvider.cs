using System.Reflection;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Triggers.ServiceBus;

/// <summary>Serves <see cref="ServiceBusTriggerAttribute"/> and parameters of type <see cref="ServiceBusMessageActions"/>.</summary>
internal sealed class ServiceBusTriggerProvider(
    INameResolver names, ServiceBusClients clients, HostJson host, IFunctionInvoker invoker, TimeProvider clock, ILoggerFactory loggers) : ITriggerProvider
{
    public Type AttributeType => typeof(ServiceBusTriggerAttribute);

    public static TriggerInput Input(ServiceBusDelivery delivery)
    {
        ServiceBusReceivedMessage message = delivery.Message;
        return new TriggerInput(delivery, new Dictionary<string, object?>
        {
            ["MessageId"] = message.MessageId,
            ["DeliveryCount"] = message.DeliveryCount,
            ["CorrelationId"] = message.CorrelationId,
            ["ContentType"] = message.ContentType,
            ["Subject"] = message.Subject,
            ["SessionId"] = message.SessionId,
            ["ReplyTo"] = message.ReplyTo,
            ["To"] = message.To,
            ["PartitionKey"] = message.PartitionKey,
            ["SequenceNumber"] = message.SequenceNumber,
            ["EnqueuedTimeUtc"] = message.EnqueuedTime.UtcDateTime,
            ["ExpiresAtUtc"] = message.ExpiresAt.UtcDateTime,
            ["LockToken"] = message.LockToken,
            ["DeadLetterSource"] = message.DeadLetterSource,
            ["ApplicationProperties"] = message.ApplicationProperties,
        });
    }

    public bool Claims(ParameterInfo parameter) => parameter.ParameterType == typeof(ServiceBusMessageActions);

    public object? Bind(ParameterInfo parameter, TriggerInput input)
    {
        ServiceBusDelivery delivery = (ServiceBusDelivery)input.Value;
        if (Claims(parameter)) return delivery.Actions;
        return parameter.ParameterType.IsInstanceOfType(delivery.Message) ? delivery.Message : TriggerJson.Read(delivery.Message.Body, parameter.ParameterType);
    }

    public ITriggerListener CreateListener(FunctionDescriptor function)
    {
        ServiceBusTriggerAttribute trigger = (ServiceBusTriggerAttribute)function.Trigger;
        if (trigger.IsSessionsEnabled) throw new HostStartupException("the embedded host has no Service Bus sessions: set IsSessionsEnabled to false");
        if (trigger.IsBatched) throw new HostStartupException("the embedded host hands over Service Bus messages one by one: set IsBatched to false");
        ServiceBusClient client = clients.Get(trigger.Connection);
        ServiceBusReceiver receiver = trigger.QueueName is { } queue
            ? client.CreateReceiver(names.Resolve(queue))
            : client.CreateReceiver(names.Resolve(trigger.TopicName!), names.Resolve(trigger.SubscriptionName!));
        bool autoComplete = trigger.AutoCompleteMessages && host.ServiceBus.AutoCompleteMessages;
        ServiceBusJob job = new(function, receiver, autoComplete, client.Broker.Settings.MaxDeliveryCount, host.Queues.MaxPollingInterval, host.ServiceBus);
        return new ServiceBusTriggerListener(job, invoker, clock, loggers.CreateLogger<ServiceBusTriggerListener>());
    }

    public TriggerInput FromAdminInput(FunctionDescriptor function, string? input)
    {
        ServiceBusReceivedMessage message = ServiceBusModelFactory.ServiceBusReceivedMessage(
            BinaryData.FromString(input ?? ""), messageId: Guid.NewGuid().ToString(), deliveryCount: 1, enqueuedTime: clock.GetUtcNow());
        return Input(new ServiceBusDelivery(message, new NothingToSettle()));
    }

    /// <summary>A run by hand has no message in any queue.</summary>
    private sealed class NothingToSettle : ServiceBusMessageActions
    {
        public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public override Task AbandonMessageAsync(
            ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public override Task DeadLetterMessageAsync(
            ServiceBusReceivedMessage message,
            Dictionary<string, object>? propertiesToModify = null,
            string? deadLetterReason = null,
            string? deadLetterErrorDescription = null,
            CancellationToken cancellationToken = default) => Task.CompletedTask;

        public override Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
