namespace Personalization.Recommendations.Proposals;

/// <summary>Dearer alternatives of the same kind, as near as may be to the prices that the shopper usually looks at.</summary>
internal static class Upsell
{
    private const int Nearest = 64;
    private const float HighestFactor = 2;

    // Somebody of whom nothing is known is shown what is a little dearer.
    private const float Step = 0.2f;

    public static void Propose(Worktable table)
    {
        if (table.Anchor < 0 || float.IsNaN(table.Parts.Price[table.Anchor]) || table.Parts.Category[table.Anchor] < 0) return;
        float price = table.Parts.Price[table.Anchor];
        float target = Math.Max(table.Parts.PriceRank[table.Anchor] + Step, Taste(table));
        table.Board.Begin();
        for (int place = table.Parts.PlaceByPrice[table.Anchor] + 1, seen = 0; place < table.Parts.ByPrice.Length && seen < Nearest; place++)
        {
            int product = table.Parts.ByPrice[place];
            if (!IsSameKind(table, product) || !(table.Parts.Price[product] <= price * HighestFactor)) break;
            if (table.Parts.Price[product] <= price) continue;
            seen++;
            float near = Math.Max(0.05f, 1 - Math.Abs(table.Parts.PriceRank[product] - target));
            table.Board.Add(product, near * (0.5f + Similar.Likeness(table.Parts, table.Anchor, product)), table.Anchor);
        }
        table.ProposeBoard(Reasons.StepUp);
    }

    /// <summary>Where the prices of what the shopper looks at and buys stand in their categories, from 0 to 1; 0 when nothing is known.</summary>
    internal static float Taste(Worktable table)
    {
        float sum = 0, weight = 0;
        foreach ((int product, Dealings dealing) in table.Visitor.Dealings)
        {
            float one = dealing.Bought > 0 ? 3 : dealing.Looked > 0 ? 1 : 0;
            sum += one * table.Parts.PriceRank[product];
            weight += one;
        }
        return weight > 0 ? sum / weight : 0;
    }

    private static bool IsSameKind(Worktable table, int product) =>
        table.Parts.Category[product] == table.Parts.Category[table.Anchor] && table.Parts.Currency[product] == table.Parts.Currency[table.Anchor];
}
