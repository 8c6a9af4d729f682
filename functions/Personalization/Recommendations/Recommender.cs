using Personalization.Events.Decisions;
using Personalization.Recommendations.Creatives;
using Personalization.Recommendations.Declared;
using Personalization.Recommendations.Merchandising;
using Personalization.Recommendations.Proposals;
using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations;

/// <summary>Answers requests for products. Pure: the same request in the same context has the same answer, byte for byte.</summary>
public static class Recommender
{
    /// <summary>How many candidates there are for each place of a list.</summary>
    private const int OverFetch = 3;

    /// <summary>
    /// Chooses products by the request's strategy, then by its fallbacks. Throws for a strategy that does not exist, or that needs
    /// a product when the request names none.
    /// </summary>
    public static RecommendationAnswer Recommend(RecommendationRequest request, RecommendationContext context) => Recommend(request, context, null).Answer;

    internal static (RecommendationAnswer Answer, Strategy Strategy) Recommend(RecommendationRequest request, RecommendationContext context, Dictionary<int, Mark>? refusals)
    {
        Strategy strategy = Strategies.Find(request.Strategy) ?? throw new KeyNotFoundException($"There is no strategy {request.Strategy}");
        if (strategy.NeedsProduct && request.ProductId is null) throw new ArgumentException($"The strategy {strategy.Name} needs a product", nameof(request));
        Assortment assortment = context.Shelf.Assortment;
        if (!assortment.Tables.TryDequeue(out Worktable? table)) table = new Worktable(assortment);
        ListAdjuster? adjuster = ListAdjuster.For(request, context);
        table.Begin(request, context, OverFetch * request.Limit);
        table.Admission.Refusals = refusals;
        table.KeepOut(strategy);
        if (ContentBeside.IsAll(table)) ContentBeside.Propose(table);
        else Collect(table, strategy, context.Adjust is null && adjuster is null ? request.Limit : OverFetch * request.Limit);
        Reordering.Apply(table);
        if (request.Content is ContentUse.With) ContentBeside.Mix(table);
        (DecisionId decision, string decisionId) = table.Ids.Of(request, context, strategy);
        context.Adjust?.Invoke(table.Candidates, request, context);
        adjuster?.Apply(table.Candidates, request, context, decision);
        RecommendationAnswer answer = Cut(table, strategy, context, decisionId);
        assortment.Tables.Enqueue(table);
        return (answer, strategy);
    }

    /// <summary>The strategy's candidates; those of its fallbacks while there are too few.</summary>
    private static void Collect(Worktable table, Strategy strategy, int enough)
    {
        table.Use(strategy);
        strategy.Propose(table);
        if (!table.Request.UseFallback) return;
        foreach (string name in strategy.Fallbacks)
        {
            if (table.Candidates.Count >= enough) return;
            Strategy next = Strategies.All[name];
            if (next.NeedsProduct && table.Request.ProductId is null) continue;
            table.Use(next);
            next.Propose(table);
        }
    }

    /// <summary>The first candidates that may be shown, whoever put them in, each once.</summary>
    private static RecommendationAnswer Cut(Worktable table, Strategy strategy, RecommendationContext context, string decisionId)
    {
        RecommendationRequest request = table.Request;
        List<Candidate> items = new(Math.Min(request.Limit, table.Candidates.Count));
        string fallback = "none";
        foreach (Candidate candidate in table.Candidates)
        {
            if (items.Count == request.Limit) break;
            if (!table.Admission.TakeForCut(candidate.Product)) continue;
            items.Add(candidate.About == Candidate.OfHistory ? candidate with { About = table.BecauseOf(candidate.Product) } : candidate);
            if (Rank(strategy, candidate.Source) > Rank(strategy, fallback)) fallback = candidate.Source.Name;
        }
        CreativeChoice.MakeFor(items, table);
        return new RecommendationAnswer(
            decisionId, request.Strategy, fallback, Confidences.Of(items, strategy, context), table.Scope, items)
        {
            Impersonal = context.Visitor is null ? context.WhyImpersonal : null,
            YouToldUs = table.Taste is { } taste ? DeclaredList.Said(items, taste) : [],
        };
    }

    private static int Rank(Strategy asked, Strategy source) => ReferenceEquals(asked, source) ? -1 : Rank(asked, source.Name);

    private static int Rank(Strategy asked, string fallback)
    {
        for (int place = 0; place < asked.Fallbacks.Count; place++)
            if (asked.Fallbacks[place] == fallback) return place;
        return -1;
    }
}
