using System.Collections.Immutable;
using Personalization.Catalog;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Assistant.Hints;

/// <summary>What help is chosen by.</summary>
/// <param name="Catalog">The products, and guides among them.</param>
/// <param name="Now">UTC.</param>
public sealed record HelpFacts(CatalogSnapshot Catalog, DateTimeOffset Now)
{
    /// <summary>The person beyond doubt, whose orders may be told of; null where nobody has proven who they are.</summary>
    public Profile? Own { get; init; }

    /// <summary>The visitor as far as the visitor has agreed; null where not.</summary>
    public PermittedProfile? Visitor { get; init; }

    /// <summary>The product that is looked at now; null for none.</summary>
    public Product? Beside { get; init; }

    /// <summary>Ids of hints that were shown already.</summary>
    public IReadOnlySet<string> Shown { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Days between two purchases, by product, over all shoppers.</summary>
    public IReadOnlyDictionary<string, double> Intervals { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Products that nothing is said of later.</summary>
    public SensitiveCategories Sensitive { get; init; } = SensitiveCategories.None;
}
