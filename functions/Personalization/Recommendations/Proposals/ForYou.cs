using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.Proposals;

/// <summary>Products that may come next after what a visitor has looked at, carted and bought lately.</summary>
internal static class ForYou
{
    private const int MostBought = 100;
    private const float HalfLifeDays = 90;

    // More than all that neighbours usually add up to: where customers buy again, what they bought themselves comes first.
    private const float BoughtWeight = 6;

    public static void Propose(Worktable table)
    {
        // Before a visit has begun, orders say more than what was looked at some other day.
        int from = table.Candidates.Count, room = ForTaste.Room(table);
        if (!table.Visitor.IsVisiting) ProposeFromOrders(table);
        Propose(table, Reasons.ForYou, room);
        ForTaste.Propose(table, from);
    }

    /// <summary>What the visitor would likely buy, within the price that the request names.</summary>
    public static void Gift(Worktable table)
    {
        if (table.Request.MaxPrice is not null) Propose(table, Reasons.Gift, 0);
    }

    private static void Propose(Worktable table, Reason reason, int room)
    {
        foreach (ScoredProduct one in table.Scored())
            if (table.Missing <= room || !table.Propose(table.Shelf.Relations.InCatalog(one.Product), one.Score / (float)SessionModel.Unit, reason, Candidate.OfHistory)) return;
    }

    /// <summary>What goes with the visitor's orders, and what they have bought themselves: shown again only where the shop's customers buy again.</summary>
    private static void ProposeFromOrders(Worktable table)
    {
        table.Board.Begin();
        int skipped = -MostBought;
        foreach (Dealings dealing in table.Visitor.Dealings.Values)
            if (dealing.Bought > 0) skipped++;
        foreach ((int product, Dealings dealing) in table.Visitor.Dealings)
        {
            if (dealing.Bought == 0 || skipped-- > 0) continue;
            float weight = MathF.Pow(2, Math.Min(0, dealing.Bought - table.Today) / HalfLifeDays);
            table.Board.Add(product, weight * ((BoughtWeight * (1 + dealing.Gaps)) + MathF.Log(1 + table.Shelf.Popularity.Sales[product])), product);
            table.AddRow(table.Shelf.Model.Together, table.Shelf.Relations.InModel(product), weight, product);
        }
        int from = table.Candidates.Count;
        table.ProposeBoard(Reasons.ForYou);
        table.Explain(from, product => table.Visitor.Dealings.TryGetValue(product, out Dealings dealing) && dealing.Bought > 0 ? Reasons.BoughtBefore : Reasons.ForYou);
    }
}
