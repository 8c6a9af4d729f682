using Azure.Messaging.ServiceBus;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Settles the message of a Service Bus function; a parameter of this type gives it to the function.</summary>
public class ServiceBusMessageActions
{
    private readonly ServiceBusReceiver? receiver;

    internal ServiceBusMessageActions(ServiceBusReceiver receiver) => this.receiver = receiver;

    /// <summary>For test doubles.</summary>
    protected ServiceBusMessageActions()
    {
    }

    private ServiceBusReceiver Receiver => receiver ?? throw new InvalidOperationException("There is no message to settle: the function was not started by one.");

    /// <summary>Deletes the message: it is done.</summary>
    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        Receiver.CompleteMessageAsync(message, cancellationToken);

    /// <summary>Gives the message back to be received again, with properties changed.</summary>
    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        Receiver.AbandonMessageAsync(message, propertiesToModify, cancellationToken);

    /// <summary>Moves the message to the dead letters, with a reason and properties changed.</summary>
    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = null,
        string? deadLetterReason = null,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default) =>
        Receiver.DeadLetterMessageAsync(message, propertiesToModify ?? [], deadLetterReason, deadLetterErrorDescription, cancellationToken);

    /// <summary>Not to be had in the embedded host.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public virtual Task DeferMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        Receiver.DeferMessageAsync(message, propertiesToModify, cancellationToken);

    /// <summary>Locks the message for the lock duration from now.</summary>
    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        Receiver.RenewMessageLockAsync(message, cancellationToken);
}
