using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts the function for each message of a Service Bus queue or subscription.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ServiceBusTriggerAttribute : TriggerBindingAttribute, ISupportCardinality
{
    /// <summary>Listens to a queue.</summary>
    /// <param name="queueName">The queue, or <c>%Setting%</c>.</param>
    public ServiceBusTriggerAttribute(string queueName) => QueueName = queueName;

    /// <summary>Listens to a subscription.</summary>
    /// <param name="topicName">The topic, or <c>%Setting%</c>.</param>
    /// <param name="subscriptionName">The subscription, or <c>%Setting%</c>.</param>
    public ServiceBusTriggerAttribute(string topicName, string subscriptionName) => (TopicName, SubscriptionName) = (topicName, subscriptionName);

    /// <summary>The setting with the connection; <c>AzureWebJobsServiceBus</c> when null.</summary>
    public string? Connection { get; set; }

    /// <summary>The queue as written, settings not yet resolved; null for a subscription.</summary>
    public string? QueueName { get; }

    /// <summary>The topic as written, settings not yet resolved; null for a queue.</summary>
    public string? TopicName { get; }

    /// <summary>The subscription as written, settings not yet resolved; null for a queue.</summary>
    public string? SubscriptionName { get; }

    /// <summary>Whether messages of one session are handled in their order. Not to be had in the embedded host.</summary>
    public bool IsSessionsEnabled { get; set; }

    /// <summary>Whether the function takes many messages at once. Not to be had in the embedded host.</summary>
    public bool IsBatched { get; set; }

    /// <summary>Whether a message is completed when its function has succeeded.</summary>
    public bool AutoCompleteMessages { get; set; } = true;

    Cardinality ISupportCardinality.Cardinality
    {
        get => IsBatched ? Cardinality.Many : Cardinality.One;
        set => IsBatched = value == Cardinality.Many;
    }
}
