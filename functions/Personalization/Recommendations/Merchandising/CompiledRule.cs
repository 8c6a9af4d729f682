namespace Personalization.Recommendations.Merchandising;

/// <summary>A rule made ready for a shelf.</summary>
internal sealed class CompiledRule
{
    private readonly bool[]? anchors;

    public CompiledRule(MerchandisingRule rule, ProductShelf shelf, MerchandisingLimits limits)
    {
        Rule = rule;
        Products = ProductSet.Of(rule.Products, shelf);
        Pinned = rule.Action is RuleAction.Pin && rule.Products?.Ids is [var id, ..] && shelf.NumberOf(id) is var number && number >= 0 && Products.Contains(number) ? number : -1;
        Factor = Math.Clamp(rule.Factor ?? 1, MerchandisingLimits.BuryFloor, limits.BoostCap);
        Floor = Math.Max(limits.RelevanceFloor, rule.MinRelevance ?? 0);
        anchors = rule.When?.AnchorCategories is { } wider ? [.. shelf.Categories.Select(one => wider.Any(name => ProductShelf.IsWithin(one, name)))] : null;
    }

    public MerchandisingRule Rule { get; }

    public ProductSet Products { get; }

    /// <summary>Number of the pinned product, or -1.</summary>
    public int Pinned { get; }

    /// <summary>What scores are multiplied with, within the limits.</summary>
    public double Factor { get; }

    /// <summary>Share of the best score below which nothing is lifted.</summary>
    public double Floor { get; }

    /// <summary>True when the rule is for such a list.</summary>
    public bool Applies(in MerchandisingContext context, int anchorCategory)
    {
        if (context.Now < Rule.From || context.Now >= Rule.Until) return false;
        if (Rule.Action is RuleAction.SameCategory && anchorCategory < 0) return false;
        if (Rule.When is not { } when) return true;
        return (when.Strategies is null || when.Strategies.Contains(context.Strategy))
            && (when.Placements is null || (context.Placement is { } placement && when.Placements.Contains(placement)))
            && (when.Countries is null || (context.Country is { } country && when.Countries.Contains(country, StringComparer.OrdinalIgnoreCase)))
            && (anchors is null || (anchorCategory >= 0 && anchors[anchorCategory]))
            && (when.Segments is null || (context.Segments is { } segments && when.Segments.Any(segments.Contains)));
    }
}
