using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations.Creatives;

/// <summary>Somebody for whom creatives are chosen.</summary>
/// <param name="Assortment">The products.</param>
/// <param name="Taste">What they have dealt with.</param>
/// <param name="Person">Who it is; null for nobody in particular.</param>
internal sealed record CreativeViewer(Assortment Assortment, Taste Taste, string? Person)
{
    /// <summary>The visitor of a request.</summary>
    public static CreativeViewer Of(RecommendationRequest request, RecommendationContext context)
    {
        float today = AssortmentBuilder.DayOf(context.At);
        Visitor visitor = new();
        visitor.Begin(request, context.Shelf, context.Profile, today);
        return new(context.Shelf.Assortment, Taste.Of(visitor, context.Shelf.Assortment.Parts, today), context.Profile?.Key.Value);
    }

    /// <summary>The visitor at a table.</summary>
    public static CreativeViewer Of(Worktable table) =>
        new(table.Shelf.Assortment, Taste.Of(table.Visitor, table.Parts, table.Today), table.Profile?.Key.Value);

    /// <summary>The creative that a product is shown with; null where it has none.</summary>
    public CreativeChoice? ChoiceFor(int product) =>
        Assortment.Parts.Creatives?.Of(product) is { } tags ? CreativeChoice.Of(Assortment.Products[product], tags, Taste, Person) : null;
}
