namespace Personalization.Recommendations.Proposals;

/// <summary>Lists of a visitor's own history.</summary>
internal static class FromHistory
{
    private const float HalfLifeDays = 14;

    /// <summary>What was looked at, on a page or on a shelf: the last first.</summary>
    public static void RecentlyViewed(Worktable table)
    {
        ReadOnlySpan<int> looks = table.Visitor.Looks;
        int before = table.Candidates.Count;
        for (int at = looks.Length - 1; at >= 0; at--)
            if (!table.Propose(looks[at], 1f / (1 + table.Candidates.Count - before), table.Visitor.WasScanned(looks[at]) ? Reasons.RecentlyScanned : Reasons.RecentlyViewed)) return;
    }

    /// <summary>What was begun and not bought: the cart, what was saved, what was looked at; the newest weighing most.</summary>
    public static void ContinueShopping(Worktable table)
    {
        table.Board.Begin();
        foreach ((int product, Dealings dealing) in table.Visitor.Dealings)
        {
            (float weight, float day, _) = Begun(dealing);
            if (day > dealing.Bought) table.Board.Add(product, weight * MathF.Pow(2, Math.Min(0, day - table.Today) / HalfLifeDays), -1);
        }
        int from = table.Candidates.Count;
        table.ProposeBoard(Reasons.RecentlyViewed);
        table.Explain(from, product => Begun(table.Visitor.Dealings[product]).Reason);
    }

    /// <summary>What should be used up by now: nearest to its time first.</summary>
    public static void Repurchase(Worktable table)
    {
        table.Board.Begin();
        foreach ((int product, Dealings dealing) in table.Visitor.Dealings)
        {
            if (dealing.Bought == 0 || !table.IsDue(product, dealing)) continue;
            float due = (table.Today - dealing.Bought) / table.IntervalOf(product, dealing);
            table.Board.Add(product, Math.Min(due, 1 / due), -1);
        }
        table.ProposeBoard(Reasons.BuyAgain);
    }

    private static (float Weight, float Day, Reason Reason) Begun(in Dealings dealing) =>
        dealing.InCart > 0 ? (3, dealing.Carted, Reasons.LeftInCart)
        : dealing.Saved > 0 ? (2, dealing.Saved, Reasons.SavedForLater)
        : (1, Math.Max(dealing.Looked, dealing.Carted), Reasons.RecentlyViewed);
}
