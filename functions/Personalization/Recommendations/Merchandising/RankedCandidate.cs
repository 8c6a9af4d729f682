namespace Personalization.Recommendations.Merchandising;

/// <summary>A product that a strategy proposes, by its number on the <see cref="ProductShelf"/>.</summary>
/// <param name="Product">Number of the product.</param>
/// <param name="Score">How relevant it is for the visitor; comparable within one list.</param>
/// <param name="Tag">Whatever the caller wants to find again beside it, such as the place of its reason.</param>
public readonly record struct RankedCandidate(int Product, float Score, int Tag = 0);

/// <summary>What a list is asked for, as far as rules look at it.</summary>
/// <param name="Strategy">Name of the strategy.</param>
/// <param name="Limit">How many places the list has.</param>
/// <param name="Now">The moment.</param>
public readonly record struct MerchandisingContext(string Strategy, int Limit, DateTimeOffset Now)
{
    /// <summary>Where the list stands, or null.</summary>
    public string? Placement { get; init; }

    /// <summary>Number of the product that the list stands beside, or -1.</summary>
    public int Anchor { get; init; } = -1;

    /// <summary>The visitor's country, ISO 3166-1 alpha-2, or null.</summary>
    public string? Country { get; init; }

    /// <summary>The segments that the visitor is in, or null.</summary>
    public IReadOnlySet<string>? Segments { get; init; }
}

/// <summary>How far a shop's wishes may go against what its visitors want.</summary>
/// <param name="BoostCap">The most that a score is multiplied with, by all rules together; at least 1.</param>
/// <param name="RelevanceFloor">Share of the best score of the list below which nothing is lifted, from 0 to 1.</param>
public sealed record MerchandisingLimits(double BoostCap = MerchandisingLimits.DefaultBoostCap, double RelevanceFloor = MerchandisingLimits.DefaultRelevanceFloor)
{
    /// <summary>Half as much again.</summary>
    public const double DefaultBoostCap = 1.5;

    /// <summary>A fifth of the best.</summary>
    public const double DefaultRelevanceFloor = 0.2;

    /// <summary>The least that a score is multiplied with, by all rules together: who wants a product gone excludes it.</summary>
    public const double BuryFloor = 0.1;
}
