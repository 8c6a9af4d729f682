namespace Personalization.Recommendations.Proposals;

/// <summary>What goes with a cart as a whole, and with the product that the list stands beside.</summary>
internal static class BesideCart
{
    // Another of the same kind is rarely what a cart lacks.
    private const float SameCategoryWeight = 0.25f;
    private const int MostAnchors = 30;

    // What is put in on the way to the till costs no more than this part of what it goes with.
    private const float SmallPart = 0.5f;

    public static void Complement(Worktable table)
    {
        Sum(table, includeAnchor: false);
        foreach (int product in table.Board.Touched)
            if (IsLikeCart(table, product)) table.Board.Add(product, -(1 - SameCategoryWeight) * table.Board.ScoreOf(product), -1);
        table.ProposeBoard(Reasons.GoesWithCart);
    }

    public static void CrossSell(Worktable table)
    {
        Sum(table, includeAnchor: true);
        (float highest, int currency) = Dearest(table);
        foreach (int product in table.Board.Touched)
            if (!(table.Parts.Goods[product].Price <= highest * SmallPart) || table.Parts.Goods[product].Currency != currency || IsLikeCart(table, product))
                table.Board.Add(product, -table.Board.ScoreOf(product), -1);
        table.ProposeBoard(Reasons.SmallExtra);
    }

    private static void Sum(Worktable table, bool includeAnchor)
    {
        table.Board.Begin();
        if (includeAnchor) AddRows(table, table.AnchorRow, table.Anchor);
        ReadOnlySpan<int> cart = table.Visitor.Cart;
        for (int place = Math.Max(0, cart.Length - MostAnchors); place < cart.Length; place++) AddRows(table, table.Shelf.Relations.InModel(cart[place]), cart[place]);
    }

    private static void AddRows(Worktable table, int row, int about)
    {
        table.AddRow(table.Shelf.Model.Together, row, 1, about);
        table.AddRow(table.Shelf.Model.Bought, row, 1, about);
    }

    private static bool IsLikeCart(Worktable table, int product)
    {
        if (table.Parts.Goods[product].Category is not (>= 0 and int category)) return false;
        if (table.Anchor >= 0 && table.Parts.Goods[table.Anchor].Category == category) return true;
        foreach (int other in table.Visitor.Cart)
            if (table.Parts.Goods[other].Category == category) return true;
        return false;
    }

    private static (float Price, int Currency) Dearest(Worktable table)
    {
        int dearest = table.Anchor;
        foreach (int product in table.Visitor.Cart)
            if (dearest < 0 || table.Parts.Goods[product].Price > table.Parts.Goods[dearest].Price) dearest = product;
        return dearest < 0 ? (0, -1) : (table.Parts.Goods[dearest].Price, table.Parts.Goods[dearest].Currency);
    }
}
