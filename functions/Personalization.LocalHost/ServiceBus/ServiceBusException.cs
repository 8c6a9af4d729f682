namespace Azure.Messaging.ServiceBus;

/// <summary>A fault of the service or of the way to it.</summary>
public class ServiceBusException : Exception
{
    /// <summary>A fault without further words.</summary>
    public ServiceBusException()
    {
    }

    /// <summary>A fault of a queue, topic or subscription.</summary>
    public ServiceBusException(
        bool isTransient, string message, string? entityName = null, ServiceBusFailureReason reason = ServiceBusFailureReason.GeneralError, Exception? innerException = null)
        : base(message, innerException) => (IsTransient, EntityPath, Reason) = (isTransient, entityName, reason);

    /// <summary>A fault with a reason, which says whether it is transient.</summary>
    public ServiceBusException(string message, ServiceBusFailureReason reason, string? entityPath = null, Exception? innerException = null)
        : this(Passes(reason), message, entityPath, reason, innerException)
    {
    }

    /// <summary>The queue, topic or subscription.</summary>
    public string? EntityPath { get; }

    /// <summary>Whether trying again may help.</summary>
    public bool IsTransient { get; }

    /// <summary>The words and the reason.</summary>
    public override string Message => EntityPath is null ? $"{base.Message} ({Reason})" : $"{base.Message} ({Reason} - {EntityPath})";

    /// <summary>What went wrong.</summary>
    public ServiceBusFailureReason Reason { get; }

    private static bool Passes(ServiceBusFailureReason reason) =>
        reason is ServiceBusFailureReason.ServiceBusy or ServiceBusFailureReason.ServiceTimeout or ServiceBusFailureReason.ServiceCommunicationProblem;
}

/// <summary>What can go wrong with the service.</summary>
public enum ServiceBusFailureReason
{
    /// <summary>None of the others.</summary>
    GeneralError = 0,

    /// <summary>There is no such queue, topic or subscription.</summary>
    MessagingEntityNotFound = 1,

    /// <summary>The message may have been delivered to another receiver.</summary>
    MessageLockLost = 2,

    /// <summary>There is no such message.</summary>
    MessageNotFound = 3,

    /// <summary>The message is larger than the service takes.</summary>
    MessageSizeExceeded = 4,

    /// <summary>The queue, topic or subscription is switched off.</summary>
    MessagingEntityDisabled = 5,

    /// <summary>The queue or topic is full.</summary>
    QuotaExceeded = 6,

    /// <summary>The service asks to slow down.</summary>
    ServiceBusy = 7,

    /// <summary>The service did not answer in time.</summary>
    ServiceTimeout = 8,

    /// <summary>The service could not be reached.</summary>
    ServiceCommunicationProblem = 9,

    /// <summary>Another receiver has the session.</summary>
    SessionCannotBeLocked = 10,

    /// <summary>The session may have gone to another receiver.</summary>
    SessionLockLost = 11,

    /// <summary>There is such a queue, topic or subscription already.</summary>
    MessagingEntityAlreadyExists = 12,
}
