using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.Proposals;

/// <summary>Products that may come next after what a visitor has looked at, carted and bought lately.</summary>
internal static class ForYou
{
    public static void Propose(Worktable table) => Propose(table, Reasons.ForYou);

    /// <summary>What the visitor would likely buy, within the price that the request names.</summary>
    public static void Gift(Worktable table)
    {
        if (table.Request.MaxPrice is not null) Propose(table, Reasons.Gift);
    }

    private static void Propose(Worktable table, Reason reason)
    {
        foreach (ScoredProduct one in table.Scored())
            if (!table.Propose(table.Shelf.Relations.InCatalog(one.Product), one.Score / (float)SessionModel.Unit, reason, Candidate.OfHistory)) return;
    }
}
