using Personalization.Events.Decisions;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Recommendations.Merchandising;
using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations;

/// <summary>What is asked for.</summary>
/// <param name="Strategy">Name of a strategy, see <see cref="Strategies"/>.</param>
/// <param name="ProductId">The product that the list stands beside, for strategies that need one.</param>
/// <param name="Limit">How many items at most.</param>
/// <param name="UseFallback">Whether places that the strategy cannot fill are filled by its fallbacks.</param>
public sealed record RecommendationRequest(string Strategy, string? ProductId, int Limit, bool UseFallback)
{
    /// <summary>What lies in the cart now; null where the profile says.</summary>
    public IReadOnlyList<string>? Cart { get; init; }

    /// <summary>Products looked at during this visit, oldest first: newer than what the profile knows.</summary>
    public IReadOnlyList<string>? Session { get; init; }

    /// <summary>Products that are not to be shown.</summary>
    public IReadOnlyList<string>? Exclude { get; init; }

    /// <summary>Only products of this category, or below it.</summary>
    public string? Category { get; init; }

    /// <summary>Only products that have this attribute with this value, <c>KEY:VALUE</c>.</summary>
    public string? Fits { get; init; }

    /// <summary>Only products that cost no more than this.</summary>
    public decimal? MaxPrice { get; init; }

    /// <summary>Whose bestsellers and trends, see <see cref="Slices"/>; <c>auto</c> for the visitor's own: the shop's segments, then the lifecycle.</summary>
    public string? Segment { get; init; }

    /// <summary>Where: a country or <c>COUNTRY/city</c>; <c>auto</c> for where the visitor was last seen.</summary>
    public string? Place { get; init; }

    /// <summary>What time bestsellers and trends look at.</summary>
    public ActivityWindow Window { get; init; }

    /// <summary>0 for the best first, 1 for as many categories and brands as there are.</summary>
    public double Diversity { get; init; }

    /// <summary>0 for the best first, 1 for the newest first.</summary>
    public double Freshness { get; init; }

    /// <summary>0 for popularity as it is, 1 for as if it did not count: what everybody is shown gives way to what few have found.</summary>
    public double Novelty { get; init; }

    /// <summary>Whether guides and other content are shown.</summary>
    public ContentUse Content { get; init; }

    /// <summary>Whether the product that the list stands beside, and the one looked at last, stay out; null as the strategy has it.</summary>
    public bool? ExcludeCurrent { get; init; }

    /// <summary>Whether products stay out that the visitor has looked at.</summary>
    public bool DropSeen { get; init; }

    /// <summary>The season to prefer; <c>auto</c> by date and place.</summary>
    public string? Season { get; init; }

    /// <summary>Where the list stands, as the storefront calls it; at most <see cref="DecisionId.NameBytes"/> bytes.</summary>
    public string? Placement { get; init; }

    /// <summary>The weather to prefer.</summary>
    public string? Weather { get; init; }
}

/// <summary>Whether a list shows content, see <see cref="Catalog.Product.IsContent"/>.</summary>
public enum ContentUse
{
    /// <summary>Products only.</summary>
    None,

    /// <summary>Products, and content among them.</summary>
    With,

    /// <summary>Content only; beside a product only what fits it.</summary>
    Only,
}

/// <summary>What an answer is made from: each part immutable.</summary>
/// <param name="Shelf">The shop.</param>
/// <param name="Visitor">The visitor, with the permission to use what is known of them; null for an answer that is for anybody.</param>
/// <param name="At">Now, UTC. Whole hours, so that answers do not differ by the moment.</param>
public sealed record RecommendationContext(Shelf Shelf, PermittedProfile? Visitor, DateTimeOffset At)
{
    /// <summary>The visitor's profile, where there is one to be used.</summary>
    public Profile? Profile => Visitor?.Profile;

    /// <summary>Why the answer is for anybody.</summary>
    public Impersonal WhyImpersonal { get; init; }

    /// <summary>Changes the ranked candidates before the cut; null for nothing.</summary>
    public Adjustment? Adjust { get; init; }

    /// <summary>What the visitor has refused and what the shop wishes; null for neither.</summary>
    public ListAdjuster? Merchandiser { get; init; }

    /// <summary>Signs decision ids; null to leave them plain hashes, which no event is believed with.</summary>
    public DecisionSigner? Signer { get; init; }

    /// <summary>What can tell of the world outside.</summary>
    public IReadOnlyList<IContextProvider> Providers { get; init; } = [];
}

/// <summary>
/// Changes candidates before the list is cut: takes out, moves, puts in. There are about three times as many as the list has places, best
/// first. What may not be shown (in the cart, sold out, left out by the request) stays out whatever is put in.
/// </summary>
/// <param name="candidates">The candidates, to be changed.</param>
/// <param name="request">What is asked for.</param>
/// <param name="context">What the answer is made from.</param>
public delegate void Adjustment(List<Candidate> candidates, RecommendationRequest request, RecommendationContext context);

/// <summary>A product that a strategy proposes.</summary>
/// <param name="Product">Number of the product on the shelf.</param>
/// <param name="Score">Strength; comparable within one source only.</param>
/// <param name="Source">The strategy that proposes it.</param>
/// <param name="Reason">Why.</param>
/// <param name="About">Number of the product, or category, that the reason speaks of, -1 for none, or <see cref="OfHistory"/>.</param>
/// <param name="Creative">Place among its product's creatives of the one that the viewer is shown, -1 for the product's own picture; chosen when the list is cut.</param>
public readonly record struct Candidate(int Product, float Score, Strategy Source, Reason Reason, int About = -1, int Creative = -1)
{
    /// <summary>Stands for the product of the visitor's history that says most for it; found when the list is cut.</summary>
    public const int OfHistory = -2;
}

/// <summary>An answer.</summary>
/// <param name="DecisionId">Names all that the answer is made from, signed: events about its items echo it.</param>
/// <param name="Strategy">The strategy asked for.</param>
/// <param name="Fallback">"none", or the last fallback that filled places.</param>
/// <param name="Confidence">How much data stands behind it.</param>
/// <param name="Scope">Whose activity was looked at where that was asked: the slice, or "shop" for everybody's; else null.</param>
/// <param name="Items">Best first.</param>
public sealed record RecommendationAnswer(
    string DecisionId, string Strategy, string Fallback, Confidence Confidence, string? Scope, IReadOnlyList<Candidate> Items)
{
    /// <summary>Why nothing that is known of the visitor was used; null where it was.</summary>
    public Impersonal? Impersonal { get; init; }

    /// <summary>What the visitor has told the shop that this list goes by, in their words; none where it does not.</summary>
    public IReadOnlyList<string> YouToldUs { get; init; } = [];
}
