namespace Personalization.Messages.Delivery;

/// <summary>A message in the list of all.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Channel">Where to.</param>
/// <param name="Person">Whom to, as an address such as <c>user_id:42</c>.</param>
/// <param name="Subject">Its subject, without products that are chosen later.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
public sealed record ArchivedLine(string Id, MessageChannel Channel, string Person, string Subject, DateTimeOffset CreatedAt);

/// <summary>All messages, whatever their channel, and each as it went.</summary>
public interface IMessageArchive
{
    /// <summary>Lists a message that was accepted; the same one again changes nothing.</summary>
    Task ListAsync(OutgoingMessage message, CancellationToken cancellationToken);

    /// <summary>Keeps a message as it goes. Where one with its id is kept already, that one stays.</summary>
    /// <returns>The one that is kept.</returns>
    Task<OutgoingMessage> KeepAsync(OutgoingMessage message, CancellationToken cancellationToken);

    /// <summary>The message as it went, or null while it has not.</summary>
    Task<OutgoingMessage?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The newest of the list.</summary>
    Task<IReadOnlyList<ArchivedLine>> NewestAsync(int limit, CancellationToken cancellationToken);
}

/// <summary>Fills in what a message leaves open until it goes.</summary>
public interface IMessageComposer
{
    /// <summary>The whole message, without a draft. What cannot be filled in is left out.</summary>
    ValueTask<OutgoingMessage> ComposeAsync(OutgoingMessage message, CancellationToken cancellationToken);
}

/// <summary>
/// Makes messages final just before they go, once: what was handed over, or may have been, is handed over again as it was, though prices,
/// stock and taste have changed since.
/// </summary>
/// <param name="archive">Keeps them.</param>
/// <param name="composer">Fills them in.</param>
public sealed class MessageFreezer(IMessageArchive archive, IMessageComposer composer)
{
    /// <summary>The message as it goes.</summary>
    /// <param name="message">The message as it was accepted.</param>
    /// <param name="isFirst">Whether it has not been handed over yet; then it is probably not kept yet either.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<OutgoingMessage> FreezeAsync(OutgoingMessage message, bool isFirst, CancellationToken cancellationToken)
    {
        OutgoingMessage kept = (isFirst ? null : await archive.FindAsync(message.Id, cancellationToken))
            ?? await archive.KeepAsync(await composer.ComposeAsync(message, cancellationToken), cancellationToken);
        return message with { Content = kept.Content, DecisionId = kept.DecisionId, Draft = null };
    }
}
