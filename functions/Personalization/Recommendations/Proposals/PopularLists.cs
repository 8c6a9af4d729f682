using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations.Proposals;

/// <summary>What sells and what rises: in the whole shop, or in a place and segment first.</summary>
internal static class PopularLists
{
    private const string WholeShop = "shop";

    public static void Bestsellers(Worktable table) => Propose(table, (slice, window) => slice.Bestsellers(window), Reasons.Bestseller, Reasons.BestsellerNearby);

    public static void Trending(Worktable table) => Propose(table, (slice, window) => slice.Trending(window), Reasons.Trending, Reasons.TrendingNearby);

    public static void CategoryBestsellers(Worktable table)
    {
        if (table.Anchor < 0 || table.Parts.Goods[table.Anchor].Category is not (>= 0 and int category)) return;
        NumberList list = table.Shelf.Popularity.Whole.Bestsellers(table.Request.Window);
        foreach (int place in list.PlacesIn(category))
            if (!table.Propose(list.Numbers[place], list.Scores[place], Reasons.CategoryBestseller, category)) return;
    }

    private static void Propose(Worktable table, Func<Popularity.Ranked, ActivityWindow, NumberList> listOf, Reason everywhere, Reason nearby)
    {
        Popularity popularity = table.Shelf.Popularity;
        (string? place, IReadOnlyList<string> segments) = Audience.Of(table.Request, table.Setting);
        if (place is not null || segments.Count > 0)
        {
            int enough = table.Candidates.Count + table.Request.Limit;
            foreach (string name in Slices.Widening(place, segments))
            {
                if (popularity.Of(name) is not { } slice) continue;
                int before = table.Candidates.Count;
                Propose(table, listOf(slice, table.Request.Window), place is null ? everywhere : nearby);
                if (table.Candidates.Count > before) table.Scope = name;
                if (table.Candidates.Count >= enough) return;
            }
            table.Scope = WholeShop;
        }
        Propose(table, listOf(popularity.Whole, table.Request.Window), everywhere);
        // A quiet day has no bestsellers: those of a longer time take their place.
        if (table.Request.Window is not ActivityWindow.Fading) Propose(table, listOf(popularity.Whole, ActivityWindow.Fading), everywhere);
    }

    private static void Propose(Worktable table, NumberList list, Reason reason)
    {
        if (table.Admission.CategoryNode is >= 0 and int category && table.Parts.Categories.End(category) == category + 1)
        {
            foreach (int place in list.PlacesIn(category))
                if (!table.Propose(list.Numbers[place], list.Scores[place], reason)) return;
            return;
        }
        for (int place = 0; place < list.Numbers.Length; place++)
            if (!table.Propose(list.Numbers[place], list.Scores[place], reason)) return;
    }
}
