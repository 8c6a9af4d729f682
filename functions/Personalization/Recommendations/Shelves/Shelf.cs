using Personalization.Catalog;
using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.Shelves;

/// <summary>
/// Everything that answers are made from but the visitor: catalog, model and rankings, joined by product numbers and in order, so that a
/// request only picks. Immutable; each of the three parts is made anew only when what it comes from has changed.
/// </summary>
public sealed class Shelf
{
    private Shelf(Assortment assortment, Relations relations, Popularity popularity, ISessionScorer scorer) =>
        (Assortment, Relations, Popularity, Scorer) = (assortment, relations, popularity, scorer);

    /// <summary>A shop without products.</summary>
    public static Shelf Empty { get; } = Build(CatalogSnapshot.Empty, RecommendationModel.Empty, ActivityRanking.Empty, null);

    /// <summary>The products.</summary>
    public Assortment Assortment { get; }

    /// <summary>What goes together.</summary>
    public Relations Relations { get; }

    /// <summary>What sells and what rises.</summary>
    public Popularity Popularity { get; }

    /// <summary>Scores products by what somebody did.</summary>
    public ISessionScorer Scorer { get; }

    /// <summary>The catalog.</summary>
    public CatalogSnapshot Catalog => Assortment.Catalog;

    /// <summary>The model.</summary>
    public RecommendationModel Model => Relations.Model;

    /// <summary>The rankings.</summary>
    public ActivityRanking Ranking => Popularity.Ranking;

    /// <summary>Puts the parts together; the one before when nothing has changed. Takes some hundred milliseconds for a hundred thousand products: not for requests.</summary>
    /// <param name="catalog">Products.</param>
    /// <param name="model">What goes together.</param>
    /// <param name="ranking">What sells and what rises.</param>
    /// <param name="before">The shelf until now, whose parts stay where they can.</param>
    /// <param name="scorer">What scores products by what somebody did; null for the model's own.</param>
    public static Shelf Build(CatalogSnapshot catalog, RecommendationModel model, ActivityRanking ranking, Shelf? before, ISessionScorer? scorer = null)
    {
        Assortment assortment = ReferenceEquals(before?.Catalog, catalog) ? before.Assortment : AssortmentBuilder.Build(catalog, before?.Assortment);
        bool same = ReferenceEquals(assortment, before?.Assortment);
        Relations relations = same && ReferenceEquals(before!.Model, model) ? before.Relations : new Relations(model, assortment);
        Popularity popularity = same && ReferenceEquals(before!.Ranking, ranking) ? before.Popularity : new Popularity(ranking, assortment);
        scorer ??= ReferenceEquals(before?.Model, model) ? before.Scorer : SessionScorers.Of(model);
        return before is not null && ReferenceEquals(relations, before.Relations) && ReferenceEquals(popularity, before.Popularity) && ReferenceEquals(scorer, before.Scorer)
            ? before
            : new Shelf(assortment, relations, popularity, scorer);
    }
}
