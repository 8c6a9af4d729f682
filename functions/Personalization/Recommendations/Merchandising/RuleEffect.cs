namespace Personalization.Recommendations.Merchandising;

/// <summary>What one rule did to one list.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Moved">How many of its products stand elsewhere than before, within the list's places.</param>
/// <param name="Removed">How many products that stood in the list are gone.</param>
/// <param name="NotLifted">How many of its products it would have lifted, were they not too far below the best.</param>
/// <param name="LostRelevance">
/// How much of the list's relevance it cost: the scores of its places, each divided by log2(1 + position), before less after, as a share of
/// what they came to before any rule. Below zero where it undid what another rule did.
/// </param>
public sealed record RuleEffect(string RuleId, int Moved, int Removed, int NotLifted, double LostRelevance);
