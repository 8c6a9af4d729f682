using Personalization.Profiles.Feedback;
using Personalization.Recommendations.Declared;

namespace Personalization.Recommendations.Merchandising;

/// <summary>
/// All that stands between what a strategy proposes and what is shown, in this order: what the visitor has refused is taken out and what they
/// passed over weighs less, popularity is damped, what the visitor has asked for weighs more, then come the shop's rules: they work on relevance for this visitor.
/// </summary>
/// <param name="Rules">The shop's rules, with the shelf that candidates are numbered by.</param>
/// <param name="Feedback">What the visitor has said; null for nobody in particular.</param>
public sealed record ListAdjustment(MerchandisingRules Rules, FeedbackView? Feedback)
{
    /// <summary>The moment that feedback is weighed at; null for that of the list.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How popular each product of the shelf is; none to leave popularity as it is.</summary>
    public ReadOnlyMemory<float> Popularity { get; init; }

    /// <summary>How much popularity is damped, see <see cref="PopularityDamping"/>.</summary>
    public float Damping { get; init; }

    /// <summary>What the visitor has told the shop about products; null for nothing.</summary>
    internal DeclaredTaste? Taste { get; init; }

    /// <summary>Puts candidates in order and leaves out what must not be shown.</summary>
    /// <param name="candidates">Candidates of one strategy, each product once, their scores comparable; put in order in place.</param>
    /// <param name="context">What the list is asked for.</param>
    /// <param name="effects">Takes what each rule did; null for lists that nobody asks about.</param>
    /// <returns>How many of them stay; they stand in front.</returns>
    public int Apply(Span<RankedCandidate> candidates, in MerchandisingContext context, ICollection<RuleEffect>? effects = null)
    {
        int count = Feedback is { Products.Count: > 0 } feedback ? Heed(feedback, candidates, At ?? context.Now) : candidates.Length;
        if (Damping > 0 && !Popularity.IsEmpty) PopularityDamping.Apply(candidates[..count], Popularity.Span, Damping);
        if (Taste is not null) DeclaredList.Weigh(candidates[..count], Taste);
        return Rules.Apply(candidates[..count], context, effects);
    }

    private int Heed(FeedbackView feedback, Span<RankedCandidate> candidates, DateTimeOffset now)
    {
        ProductShelf shelf = Rules.Shelf;
        IReadOnlyDictionary<string, float> categories = feedback.CategoryFactors(id => shelf.NumberOf(id) is >= 0 and var number ? shelf.Products[number]!.Category : null, now);
        int left = 0;
        foreach (RankedCandidate candidate in candidates)
        {
            if (shelf.Products[candidate.Product] is not { } product) continue;
            Penalty penalty = feedback.Penalty(product.ProductId, now);
            if (penalty.IsExcluded) continue;
            float factor = penalty.Factor * (product.Category is { } category ? categories.GetValueOrDefault(category, 1) : 1);
            candidates[left++] = factor < 1 ? candidate with { Score = candidate.Score * factor } : candidate;
        }
        return left;
    }
}
