using Personalization.Profiles;

namespace Personalization.Messages.Delivery;

/// <summary>What a provider said to a message.</summary>
public abstract record ChannelResult
{
    /// <summary>It has taken it.</summary>
    /// <param name="ProviderId">Its name for it, or null.</param>
    public sealed record Taken(string? ProviderId) : ChannelResult;

    /// <summary>It will never take it.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Suppress">Whether it is for the address, and nothing more is to go there.</param>
    public sealed record Refused(string Reason, bool Suppress) : ChannelResult;

    /// <summary>It may take it later.</summary>
    /// <param name="Reason">Why not now.</param>
    /// <param name="RetryAfter">When it wants to be asked again, or null.</param>
    public sealed record Busy(string Reason, TimeSpan? RetryAfter = null) : ChannelResult;

    /// <summary>It was given the message, and broke off before it said whether it has taken it.</summary>
    /// <param name="Reason">What was seen.</param>
    public sealed record BrokenOff(string Reason) : ChannelResult;
}

/// <summary>Hands messages of one channel over to whoever carries them.</summary>
public interface IMessageChannel
{
    /// <summary>The channel.</summary>
    MessageChannel Channel { get; }

    /// <summary>Whether whoever carries them knows a message again that is handed over twice; mail servers do not.</summary>
    bool KnowsRepeats => true;

    /// <summary>Hands a message over. Its id goes along, so that a provider that knows such keys takes it once however often it is handed over.</summary>
    Task<ChannelResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);
}

/// <summary>A message as it lies in the queue.</summary>
/// <param name="Message">It.</param>
/// <param name="Turn">The number of this copy.</param>
public sealed record QueuedMessage(OutgoingMessage Message, int Turn);

/// <summary>Where messages wait for their turn.</summary>
public interface IMessageQueue
{
    /// <summary>Puts a copy into the queue, to be delivered at a time; the same copy twice within minutes counts once.</summary>
    Task EnqueueAsync(QueuedMessage queued, DateTimeOffset at, CancellationToken cancellationToken);
}

/// <summary>What is known of people, as far as messages go.</summary>
public interface IRecipientSource
{
    /// <summary>The person's consents, zone and country as of a moment ago.</summary>
    Task<MessageRecipient> FindAsync(PersonKey person, CancellationToken cancellationToken);
}
