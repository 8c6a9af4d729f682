using Personalization.Profiles;

namespace Personalization.Recommendations.Sessions;

/// <summary>Something somebody did.</summary>
/// <param name="Product">The model's number of the product.</param>
/// <param name="Kind">What was done.</param>
public readonly record struct SessionStep(int Product, InteractionKind Kind);

/// <summary>A product with a score.</summary>
/// <param name="Product">The model's number of the product.</param>
/// <param name="Score">Strength, above 0.</param>
/// <param name="Because">The place in the session of the step that says most for it, or -1.</param>
public readonly record struct ScoredProduct(int Product, float Score, int Because);

/// <summary>Says what may come next after what somebody did. Called by many at once.</summary>
public interface ISessionScorer
{
    /// <summary>Scores products; gives how many were written. Products of the session may be among them.</summary>
    /// <param name="session">What was done, oldest first.</param>
    /// <param name="best">Takes the best ones, best first, equal ones by number.</param>
    int Score(ReadOnlySpan<SessionStep> session, Span<ScoredProduct> best);
}
