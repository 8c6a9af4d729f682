namespace Personalization.Recommendations.Proposals;

/// <summary>What customers with a like history like: what was bought with what this one has bought, and what was bought with that.</summary>
internal static class SimilarCustomers
{
    private const int MostOwned = 30;
    private const int Between = 12;
    private const float SecondStep = 0.4f;

    public static void Propose(Worktable table)
    {
        table.Board.Begin();
        int anchors = 0;
        foreach ((int product, Dealings dealing) in table.Visitor.Dealings)
        {
            // Without orders, what was put aside says the same with less weight.
            float weight = dealing.Bought > 0 ? 1 : dealing.Saved > 0 || dealing.Carted > 0 ? 0.5f : 0;
            if (weight == 0 || anchors++ >= MostOwned) continue;
            table.AddRow(table.Shelf.Model.Bought, table.Shelf.Relations.InModel(product), weight, product);
        }
        Span<Scored> between = stackalloc Scored[Between];
        int count = table.Board.Best(between);
        foreach (Scored one in between[..count])
            table.AddRow(table.Shelf.Model.Bought, table.Shelf.Relations.InModel(one.Product), SecondStep * one.Score, one.Because);
        foreach ((int product, Dealings dealing) in table.Visitor.Dealings)
            if (dealing.Saved > 0 || dealing.Carted > 0) table.Board.Add(product, -table.Board.ScoreOf(product), -1); // Known already.
        table.ProposeBoard(Reasons.SimilarCustomers);
    }
}
