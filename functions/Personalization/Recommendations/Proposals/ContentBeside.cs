using Personalization.Catalog;
using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations.Proposals;

/// <summary>Guides and other content that fit a product: of its category or around it, of its brand, or for the same thing.</summary>
internal static class ContentBeside
{
    // Among products, one place of so many is for content.
    private const int Every = 4;
    private const int MostMixed = 25;

    // That it is for the same thing says more than a brand or a wide category.
    private const float SameThing = 0.2f;

    private static readonly char[] Separators = [';', '|'];

    /// <summary>What such content comes from, whatever strategy was asked for.</summary>
    public static Strategy Source { get; } = new("content", Rules.None, Evidence.Content, "", Propose);

    /// <summary>True for a list that is all of content beside a product: better short than with a guide to something else.</summary>
    public static bool IsAll(Worktable table) => table.Request.Content is ContentUse.Only && table.Anchor >= 0;

    public static void Propose(Worktable table)
    {
        table.Use(Source);
        Score(table);
        table.ProposeBoard(Reasons.Guide);
    }

    /// <summary>Puts the best content for the product among the candidates.</summary>
    public static void Mix(Worktable table)
    {
        int limit = table.Request.Limit;
        table.Admission.AllowContent();
        if (table.Anchor < 0 || limit < 2) return;
        Score(table);
        Span<Scored> best = stackalloc Scored[MostMixed];
        TopList top = new(best);
        foreach (int product in table.Board.Touched)
            if (table.Admission.Allows(product)) top.Offer(new Scored(product, table.Board.ScoreOf(product), table.Anchor));
        int place = Math.Min(Every, limit) - 1;
        foreach (Scored one in best[..top.Sort()])
        {
            if (place >= limit) return;
            table.Candidates.Insert(Math.Min(place, table.Candidates.Count), new Candidate(one.Product, one.Score, Source, Reasons.Guide, table.Anchor));
            place += Every;
        }
    }

    private static void Score(Worktable table)
    {
        table.Board.Begin();
        foreach (int product in table.Parts.Content)
            if (product != table.Anchor && Fits(table, product))
                table.Board.Add(product, Similar.Likeness(table.Parts, table.Anchor, product) + (IsForTheSame(table, product) ? SameThing : 0), table.Anchor);
    }

    private static bool Fits(Worktable table, int product)
    {
        AssortmentParts parts = table.Parts;
        ref readonly Good content = ref parts.Goods[product], good = ref parts.Goods[table.Anchor];
        bool near = content.Category >= 0 && good.Category >= 0
            && (parts.Categories.Holds(content.Category, good.Category) || parts.Categories.Holds(good.Category, content.Category));
        bool related = near || (content.Brand >= 0 && content.Brand == good.Brand) || IsForTheSame(table, product);
        return related && !Contradicts(table.Shelf.Assortment.Products[product], table.Shelf.Assortment.Products[table.Anchor]);
    }

    private static bool IsForTheSame(Worktable table, int product) => table.Parts.Attributes.Shared(table.Anchor, product) > 0;

    /// <summary>True where both say something of the same kind, such as for which vehicle, and nothing of it is the same.</summary>
    private static bool Contradicts(Product content, Product good)
    {
        foreach ((string key, string value) in content.Attributes!)
            if (key != Product.KindAttribute && good.Attributes is { } own && own.TryGetValue(key, out string? its) && !Values(value).Intersect(Values(its)).Any()) return true;
        return false;
    }

    private static string[] Values(string value) => value.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
