namespace Personalization.Messages.Delivery;

/// <summary>Knows whether a message that has waited is still right. It is asked before each hand-over, however long after the message was made.</summary>
public interface IMessageGuard
{
    /// <summary>Why the message must not go any more; null while it may.</summary>
    Task<DecisionReason?> WhyNotAsync(OutgoingMessage message, CancellationToken cancellationToken);
}
