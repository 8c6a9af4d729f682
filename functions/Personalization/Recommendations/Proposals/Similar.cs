using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations.Proposals;

/// <summary>Products that are like one product, by what they are and by who looks at both. Needs no history: also for what nobody has seen yet.</summary>
internal static class Similar
{
    private const int NearestByPrice = 40;
    private const int RarestWords = 2;
    private const int MostOfWord = 32;
    private const int MostKept = 96;
    private const float ViewedWeight = 0.5f;

    public static void Propose(Worktable table)
    {
        if (table.Anchor < 0) return;
        if (table.Admission.HasFilters)
        {
            // What fits may be anywhere among the candidates.
            Score(table);
            table.ProposeBoard(Reasons.Similar);
            return;
        }
        foreach (Scored one in table.Shelf.Relations.SimilarTo(table.Anchor) ?? Find(table))
            if (!table.Propose(one.Product, one.Score, Reasons.Similar, table.Anchor)) return;
    }

    private static Scored[] Find(Worktable table)
    {
        Score(table);
        Span<Scored> best = stackalloc Scored[MostKept];
        Scored[] found = [.. best[..table.Board.Best(best)]];
        table.Shelf.Relations.Keep(table.Anchor, found);
        return found;
    }

    private static void Score(Worktable table)
    {
        table.Board.Begin();
        AddByPrice(table);
        AddByWords(table);
        ReadOnlySpan<int> viewed = table.Shelf.Model.Viewed.Of(table.AnchorRow);
        ReadOnlySpan<float> strengths = table.Shelf.Model.Viewed.ScoresOf(table.AnchorRow);
        for (int at = 0; at < viewed.Length; at++)
        {
            if (table.Shelf.Relations.InCatalog(viewed[at]) is not (>= 0 and int product) || !table.Admission.IsOfKind(product)) continue;
            Add(table, product);
            table.Board.Add(product, ViewedWeight * strengths[at] / strengths[0], table.Anchor);
        }
    }

    /// <summary>How much of the one the other has: 0 to 1.</summary>
    internal static float Likeness(AssortmentParts parts, int one, int other)
    {
        ref readonly Good mine = ref parts.Goods[one], theirs = ref parts.Goods[other];
        float like = 0.35f * parts.Categories.Nearness(mine.Category, theirs.Category);
        if (mine.Brand >= 0 && mine.Brand == theirs.Brand) like += 0.1f;
        like += 0.2f * parts.Attributes.Shared(one, other);
        like += 0.2f * parts.Words.Shared(one, other);
        float lower = Math.Min(mine.Price, theirs.Price), higher = Math.Max(mine.Price, theirs.Price);
        return higher > 0 && mine.Currency == theirs.Currency ? like + (0.15f * lower / higher) : like;
    }

    /// <summary>The nearest prices of its category; those next to it in the tree where the category is small.</summary>
    private static void AddByPrice(Worktable table)
    {
        if (table.Parts.Goods[table.Anchor].Category < 0) return;
        int place = table.Parts.PlaceByPrice[table.Anchor];
        int end = Math.Min(table.Parts.ByPrice.Length, place + NearestByPrice + 1);
        for (int at = Math.Max(0, place - NearestByPrice); at < end; at++) Add(table, table.Parts.ByPrice[at]);
    }

    /// <summary>What shares its rarest words, whatever the category.</summary>
    private static void AddByWords(Worktable table)
    {
        int last = -1;
        for (int rank = 0; rank < RarestWords; rank++)
        {
            int rarest = -1, fewest = int.MaxValue;
            foreach (int word in table.Parts.Words.Of(table.Anchor))
            {
                int products = table.Parts.Words.With(word).Length;
                if (word == last || products < 2 || products >= fewest) continue;
                (rarest, fewest) = (word, products);
            }
            if (rarest < 0) return;
            foreach (int product in table.Parts.Words.With(rarest)[..Math.Min(fewest, MostOfWord)]) Add(table, product);
            last = rarest;
        }
    }

    private static void Add(Worktable table, int product)
    {
        if (product != table.Anchor && table.Admission.IsOfKind(product) && table.Board.ScoreOf(product) == 0) table.Board.Add(product, Likeness(table.Parts, table.Anchor, product), table.Anchor);
    }
}
