using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Sends the value to a Service Bus queue or topic: text and bytes as they are, other values as JSON, each item of an array as one message.</summary>
/// <param name="queueOrTopicName">The queue or topic, or <c>%Setting%</c>.</param>
/// <param name="entityType">Which of the two it is.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class ServiceBusOutputAttribute(string queueOrTopicName, ServiceBusEntityType entityType = ServiceBusEntityType.Queue) : OutputBindingAttribute
{
    /// <summary>The queue or topic as written, settings not yet resolved.</summary>
    public string QueueOrTopicName { get; } = queueOrTopicName;

    /// <summary>The setting with the connection; <c>AzureWebJobsServiceBus</c> when null.</summary>
    public string? Connection { get; set; }

    /// <summary>Queue or topic.</summary>
    public ServiceBusEntityType EntityType { get; set; } = entityType;
}

/// <summary>What a name in Service Bus stands for.</summary>
public enum ServiceBusEntityType
{
    /// <summary>A queue.</summary>
    Queue = 0,

    /// <summary>A topic.</summary>
    Topic = 1,
}
