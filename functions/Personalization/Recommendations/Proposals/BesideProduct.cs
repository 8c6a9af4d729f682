namespace Personalization.Recommendations.Proposals;

/// <summary>What others did beside one product: the model's row of it.</summary>
internal static class BesideProduct
{
    public static void AlsoViewed(Worktable table) => Row(table, table.Shelf.Model.Viewed, Reasons.AlsoViewed);

    public static void AlsoBought(Worktable table) => Row(table, table.Shelf.Model.Bought, Reasons.AlsoBought);

    public static void BoughtTogether(Worktable table) => Row(table, table.Shelf.Model.Together, Reasons.BoughtTogether);

    private static void Row(Worktable table, NeighbourRows rows, Reason reason)
    {
        ReadOnlySpan<int> neighbours = rows.Of(table.AnchorRow);
        ReadOnlySpan<float> strengths = rows.ScoresOf(table.AnchorRow);
        for (int at = 0; at < neighbours.Length; at++)
            if (!table.Propose(table.Shelf.Relations.InCatalog(neighbours[at]), strengths[at], reason, table.Anchor)) return;
    }
}
