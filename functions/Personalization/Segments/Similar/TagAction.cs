using System.Collections.Immutable;
using Personalization.Profiles;

namespace Personalization.Segments.Similar;

/// <summary>Something that was done to several people with one click, and can be taken back as one. Field names are storage format.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Tag">The tag that was put on.</param>
/// <param name="Author">Who did it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="People">How many people it was done to.</param>
/// <param name="UndoneBy">Who took it back; null while it stands.</param>
/// <param name="UndoneAt">When.</param>
public sealed record TagAction(string Id, string Tag, string Author, DateTimeOffset At, int People, string? UndoneBy = null, DateTimeOffset? UndoneAt = null);

/// <summary>An action with those it was done to.</summary>
/// <param name="Action">What was done.</param>
/// <param name="People">To whom: those who had not been erased since.</param>
public sealed record StoredAction(TagAction Action, ImmutableArray<PersonKey> People);

/// <summary>Actions, kept for audits; found by person as well, so that nothing of an erased one stays.</summary>
public interface IActionStore
{
    /// <summary>Keeps an action; false where one of that id is kept already.</summary>
    Task<bool> TryAddAsync(StoredAction action, CancellationToken cancellationToken);

    /// <summary>The action of that id, or null.</summary>
    Task<StoredAction?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes down that it was taken back.</summary>
    Task SaveAsync(TagAction action, CancellationToken cancellationToken);

    /// <summary>Ids of the actions that were done to a person.</summary>
    Task<IReadOnlyList<string>> OfAsync(PersonKey person, CancellationToken cancellationToken);

    /// <summary>Forgets that anything was done to a person, and says how many records that were. The actions stay, with their counts.</summary>
    Task<int> ForgetAsync(PersonKey person, CancellationToken cancellationToken);
}
