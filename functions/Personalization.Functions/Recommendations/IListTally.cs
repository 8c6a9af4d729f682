using Personalization.Recommendations;

namespace Personalization.Functions.Recommendations;

/// <summary>Counts the lists that storefronts get. Returns at once and asks nobody.</summary>
public interface IListTally
{
    /// <summary>Counts a list.</summary>
    void Count(RecommendationAnswer answer);
}
