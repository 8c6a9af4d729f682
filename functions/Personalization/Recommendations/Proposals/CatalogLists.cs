using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations.Proposals;

/// <summary>Lists of what is new in the catalog.</summary>
internal static class CatalogLists
{
    private const float NewsDays = 30;

    public static void NewArrivals(Worktable table)
    {
        NumberList list = table.Parts.NewArrivals;
        for (int place = 0; place < list.Numbers.Length; place++)
            if (!table.Propose(list.Numbers[place], list.Scores[place], Reasons.NewArrival)) return;
    }

    /// <summary>What has become cheaper: first what the visitor had an eye on.</summary>
    public static void PriceDrops(Worktable table)
    {
        ChangeList drops = table.Parts.PriceDrops;
        for (int watched = 1; watched >= 0; watched--)
            for (int place = 0; place < drops.Days.Length; place++)
            {
                int product = drops.List.Numbers[place];
                bool isWatched = table.Visitor.Dealings.ContainsKey(product);
                if (isWatched != (watched == 1) || table.Today - drops.Days[place] > NewsDays) continue;
                if (!table.Propose(product, drops.List.Scores[place], isWatched ? Reasons.WatchedPriceDrop : Reasons.PriceDrop)) return;
            }
    }

    public static void BackInStock(Worktable table)
    {
        ChangeList back = table.Parts.BackInStock;
        for (int place = 0; place < back.Days.Length && table.Today - back.Days[place] <= NewsDays; place++)
            if (!table.Propose(back.List.Numbers[place], 1f / (1 + place), Reasons.BackInStock)) return;
    }
}
