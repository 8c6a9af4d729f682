using Personalization.LocalHost.ServiceBus;

namespace Azure.Messaging.ServiceBus;

public partial class ServiceBusReceiver
{
    /// <summary>Deletes the message: it is done.</summary>
    /// <exception cref="ServiceBusException">Reason MessageLockLost: another receiver may have it.</exception>
    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        SettleAsync(message, open => open.CompleteAsync(message, cancellationToken));

    /// <summary>Gives the message back to be received again, with properties changed.</summary>
    /// <exception cref="ServiceBusException">Reason MessageLockLost: another receiver may have it.</exception>
    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        SettleAsync(message, open => open.AbandonAsync(message, propertiesToModify, cancellationToken));

    /// <summary>Moves the message to the dead letters, with properties changed.</summary>
    /// <exception cref="ServiceBusException">Reason MessageLockLost: another receiver may have it.</exception>
    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        SettleAsync(message, open => open.BuryAsync(message, propertiesToModify ?? new Dictionary<string, object>(), cancellationToken));

    /// <summary>Moves the message to the dead letters, with a reason.</summary>
    /// <exception cref="ServiceBusException">Reason MessageLockLost: another receiver may have it.</exception>
    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, string deadLetterReason, string? deadLetterErrorDescription = null, CancellationToken cancellationToken = default) =>
        SettleAsync(message, open => open.BuryAsync(message, Inbox.Reason(deadLetterReason, deadLetterErrorDescription), cancellationToken));

    /// <summary>Moves the message to the dead letters, with a reason and properties changed.</summary>
    /// <exception cref="ServiceBusException">Reason MessageLockLost: another receiver may have it.</exception>
    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object> propertiesToModify,
        string? deadLetterReason,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default) =>
        SettleAsync(message, open => open.BuryAsync(message, propertiesToModify.Concat(Inbox.Reason(deadLetterReason, deadLetterErrorDescription)), cancellationToken));

    /// <summary>Locks the message for the lock duration from now.</summary>
    /// <exception cref="ServiceBusException">Reason MessageLockLost: another receiver may have it.</exception>
    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        SettleAsync(message, _ => message.Lease!.RenewAsync(cancellationToken));

    /// <summary>Not to be had in the embedded host.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public virtual Task DeferMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The embedded host cannot defer messages; abandon the message, or send a scheduled copy and complete it.");

    private Task SettleAsync(ServiceBusReceivedMessage message, Func<Inbox, Task> settle)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (ReceiveMode == ServiceBusReceiveMode.ReceiveAndDelete) throw new InvalidOperationException("A message that is deleted when received needs no settling.");
        if (message.Lease is null) throw new InvalidOperationException("The message was not received: it cannot be settled.");
        if (!message.Lease.IsSettled) return Faults.RunAsync(entity, () => settle(Open()));
        throw new ServiceBusException("The message has been settled already.", ServiceBusFailureReason.MessageLockLost, EntityPath);
    }
}
