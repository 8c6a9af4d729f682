using Personalization.Profiles;

namespace Personalization.Functions.Profiles.Quizzes;

/// <summary>Shows somebody what their words have changed: the list that the shop would show them now.</summary>
public interface IPersonalList
{
    /// <summary>The answer of <c>for_you</c>, as JSON.</summary>
    /// <param name="person">Whose list; null for nobody's in particular.</param>
    /// <param name="limit">How many items.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<ReadOnlyMemory<byte>> ForAsync(PersonKey? person, int limit, CancellationToken cancellationToken);
}
