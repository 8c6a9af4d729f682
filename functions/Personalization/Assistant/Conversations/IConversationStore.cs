using Personalization.Profiles;

namespace Personalization.Assistant.Conversations;

/// <summary>A conversation and the version that it was read in; without a version it is new.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Version">As the store says it.</param>
public sealed record StoredConversation(Conversation Conversation, string? Version);

/// <summary>Conversations, by their ids and by whose they are.</summary>
public interface IConversationStore
{
    /// <summary>The conversation, or null.</summary>
    Task<StoredConversation?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Stores a conversation; null when somebody else has said something in it since it was read.</summary>
    Task<StoredConversation?> TrySaveAsync(StoredConversation conversation, CancellationToken cancellationToken);

    /// <summary>A person's conversations.</summary>
    Task<IReadOnlyList<Conversation>> OfAsync(PersonKey person, CancellationToken cancellationToken);

    /// <summary>Forgets a person's conversations; says how many.</summary>
    Task<int> EraseAsync(PersonKey person, CancellationToken cancellationToken);

    /// <summary>All conversations, one after the other: for erasures, not for requests.</summary>
    IAsyncEnumerable<Conversation> AllAsync(CancellationToken cancellationToken);

    /// <summary>Forgets a conversation; one that is not there changes nothing.</summary>
    Task RemoveAsync(Conversation conversation, CancellationToken cancellationToken);

    /// <summary>Forgets conversations in which nothing was said since a moment; says how many.</summary>
    Task<int> SweepAsync(DateTimeOffset olderThan, CancellationToken cancellationToken);
}
