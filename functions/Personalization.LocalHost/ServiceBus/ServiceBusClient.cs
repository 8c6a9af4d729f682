using System.Diagnostics.CodeAnalysis;
using Azure.Core;
using Personalization.LocalHost.ServiceBus;

namespace Azure.Messaging.ServiceBus;

/// <summary>
/// The way to queues and topics. In the embedded host they are carried by the queues of a storage account, so the connection string is
/// <c>UseDevelopmentStorage=true</c> or a storage account's.
/// </summary>
public class ServiceBusClient : IAsyncDisposable
{
    private readonly Broker? broker;

    /// <summary>For test doubles.</summary>
    protected ServiceBusClient()
    {
    }

    /// <summary>A client by connection string.</summary>
    /// <exception cref="FormatException">Not a storage connection string.</exception>
    public ServiceBusClient(string connectionString) : this(connectionString, new ServiceBusClientOptions())
    {
    }

    /// <summary>A client by connection string.</summary>
    /// <exception cref="FormatException">Not a storage connection string.</exception>
    public ServiceBusClient(string connectionString, ServiceBusClientOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        broker = new Broker(BrokerSettings.Parse(connectionString), options?.TimeProvider ?? TimeProvider.System);
        FullyQualifiedNamespace = broker.Account.Authority;
        Identifier = options?.Identifier ?? $"{FullyQualifiedNamespace}-{Guid.NewGuid()}";
    }

    /// <summary>A client by namespace and identity. The embedded host knows only the namespaces <c>localhost</c> and <c>127.0.0.1</c>: the emulator.</summary>
    /// <exception cref="NotSupportedException">Another namespace.</exception>
    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential) : this(fullyQualifiedNamespace, credential, new ServiceBusClientOptions())
    {
    }

    /// <summary>A client by namespace and identity. The embedded host knows only the namespaces <c>localhost</c> and <c>127.0.0.1</c>: the emulator.</summary>
    /// <exception cref="NotSupportedException">Another namespace.</exception>
    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential, ServiceBusClientOptions? options)
        : this(Emulator(fullyQualifiedNamespace), options) => ArgumentNullException.ThrowIfNull(credential);

    /// <summary>The account that carries the messages.</summary>
    public virtual string FullyQualifiedNamespace { get; } = "";

    /// <summary>This client's name in logs.</summary>
    public virtual string Identifier { get; } = "";

    /// <summary>Whether the client has been disposed of.</summary>
    public virtual bool IsClosed { get; private set; }

    internal Broker Broker
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return broker ?? throw new InvalidOperationException("This client was made for tests and has no connection.");
        }
    }

    /// <summary>A sender to a queue or topic.</summary>
    public virtual ServiceBusSender CreateSender(string queueOrTopicName) => new(this, queueOrTopicName, null);

    /// <summary>A sender to a queue or topic.</summary>
    public virtual ServiceBusSender CreateSender(string queueOrTopicName, ServiceBusSenderOptions? options) => new(this, queueOrTopicName, options);

    /// <summary>A receiver from a queue.</summary>
    public virtual ServiceBusReceiver CreateReceiver(string queueName) => new(this, queueName, new ServiceBusReceiverOptions());

    /// <summary>A receiver from a queue.</summary>
    public virtual ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions? options) => new(this, queueName, options);

    /// <summary>A receiver from a subscription.</summary>
    public virtual ServiceBusReceiver CreateReceiver(string topicName, string subscriptionName) => new(this, topicName, subscriptionName, new ServiceBusReceiverOptions());

    /// <summary>A receiver from a subscription.</summary>
    public virtual ServiceBusReceiver CreateReceiver(string topicName, string subscriptionName, ServiceBusReceiverOptions? options) =>
        new(this, topicName, subscriptionName, options);

    /// <summary>Closes the client's connections.</summary>
    [SuppressMessage("Usage", "CA1816", Justification = "The real type's signature; there is no finalizer.")]
    public virtual ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    internal void Close()
    {
        IsClosed = true;
        broker?.Dispose();
    }

    private static string Emulator(string fullyQualifiedNamespace) => fullyQualifiedNamespace.Split(':')[0] is "localhost" or "127.0.0.1"
        ? "UseDevelopmentStorage=true"
        : throw new NotSupportedException(
            $"The embedded host cannot reach the Service Bus namespace '{fullyQualifiedNamespace}': give it a storage connection string, or build with FunctionsHost=azure.");
}

/// <summary>How a client is made.</summary>
public class ServiceBusClientOptions
{
    /// <summary>The client's name in logs; made up when null.</summary>
    public string? Identifier { get; set; }

    /// <summary>The clock of the host that the client belongs to.</summary>
    internal TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
