using System.Buffers;
using Personalization.Events.Decisions;
using Personalization.Recommendations.Declared;

namespace Personalization.Recommendations.Merchandising;

/// <summary>Adjusts the candidates of a request, by what the visitor has refused and by the shop's rules.</summary>
/// <param name="Adjustment">What is to be heeded.</param>
/// <param name="Now">The moment that decides which rules hold.</param>
public sealed record ListAdjuster(ListAdjustment Adjustment, DateTimeOffset Now)
{
    private const float FallbackStep = 0.999f;

    /// <summary>Takes what each rule did, for lists that somebody asks about.</summary>
    public ICollection<RuleEffect>? Effects { get; init; }

    /// <summary>Takes what each rule did, for decisions that are looked at, see <see cref="RuleCosts.IsSampled"/>.</summary>
    public Action<MerchandisingRules, IReadOnlyList<RuleEffect>>? Sampled { get; init; }

    /// <summary>Names what is heeded, but for the visitor's own feedback.</summary>
    public string Version => Adjustment.Rules.Any ? Adjustment.Rules.VersionAt(Now) : "";

    /// <summary>What adjusts a request's list: the context's adjuster, with popularity damped where the request asks for novelty; null for nothing.</summary>
    internal static ListAdjuster? For(RecommendationRequest request, RecommendationContext context)
    {
        DeclaredTaste? taste = DeclaredList.TasteFor(request, context);
        if (request.Novelty == 0 && taste is null) return context.Merchandiser;
        ListAdjuster adjuster = context.Merchandiser ?? new ListAdjuster(new ListAdjustment(MerchandisingRules.None, null), context.At);
        if (taste is not null) adjuster = adjuster with { Adjustment = adjuster.Adjustment with { Taste = taste } };
        if (request.Novelty == 0) return adjuster;
        return adjuster with { Adjustment = adjuster.Adjustment with { Popularity = context.Shelf.Popularity.Sales, Damping = (float)request.Novelty } };
    }

    internal void Apply(List<Candidate> candidates, RecommendationRequest request, RecommendationContext context, in DecisionId decision)
    {
        if (candidates.Count == 0) return;
        int count = candidates.Count;
        Candidate[] before = ArrayPool<Candidate>.Shared.Rent(count);
        RankedCandidate[] ranked = ArrayPool<RankedCandidate>.Shared.Rent(count);
        candidates.CopyTo(before);
        Rank(before.AsSpan(0, count), ranked);
        List<RuleEffect>? sample = Effects is null && Sampled is not null && Adjustment.Rules.Any && RuleCosts.IsSampled(decision) ? [] : null;
        int left = Adjustment.Apply(ranked.AsSpan(0, count), ContextOf(request, context, decision), Effects ?? sample);
        candidates.Clear();
        foreach (RankedCandidate one in ranked.AsSpan(0, left)) candidates.Add(before[one.Tag]);
        if (Adjustment.Taste is { } taste) DeclaredList.Explain(candidates, ranked.AsSpan(0, left), count, taste);
        ArrayPool<RankedCandidate>.Shared.Return(ranked);
        ArrayPool<Candidate>.Shared.Return(before, clearArray: true);
        if (sample is { Count: > 0 }) Sampled!(Adjustment.Rules, sample);
    }

    /// <summary>
    /// One relevance for candidates of several sources: the best is worth 1, a source goes on where the one before has ended, and what has been
    /// put in another order than its scores, for variety, falls evenly.
    /// </summary>
    private static void Rank(ReadOnlySpan<Candidate> candidates, Span<RankedCandidate> ranked)
    {
        float top = 1;
        for (int start = 0, end; start < candidates.Length; start = end)
        {
            bool falling = candidates[start].Score > 0;
            for (end = start + 1; end < candidates.Length && ReferenceEquals(candidates[end].Source, candidates[start].Source); end++)
                falling &= candidates[end].Score >= 0 && candidates[end].Score <= candidates[end - 1].Score;
            float last = top;
            for (int at = start; at < end; at++)
            {
                last = top * (falling ? candidates[at].Score / candidates[start].Score : 1 - ((at - start) / (float)(end - start)));
                ranked[at] = new RankedCandidate(candidates[at].Product, last, at);
            }
            top = last * FallbackStep;
        }
    }

    private MerchandisingContext ContextOf(RecommendationRequest request, RecommendationContext context, in DecisionId decision)
    {
        if (!Adjustment.Rules.Any) return new MerchandisingContext(decision.Strategy, request.Limit, Now);
        HashSet<string> segments = [.. Slices.OfOrders(context.Profile is { } profile ? profile.OlderOrders + profile.Orders.Length : 0)];
        segments.UnionWith(context.Visitor?.Segments ?? []);
        if (request.Segment is { } segment && segment != Audience.Auto) segments.Add(segment);
        string? place = Audience.WhereOf(request, context.Profile) ?? Audience.PlaceOf(context.Profile);
        return new MerchandisingContext(decision.Strategy, request.Limit, Now)
        {
            Placement = request.Placement,
            Anchor = context.Shelf.Assortment.Find(request.ProductId),
            Country = place is null ? null : ActivityPlaces.CountryOf(place),
            Segments = segments,
        };
    }
}
