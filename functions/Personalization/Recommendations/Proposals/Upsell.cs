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
        if (table.Anchor < 0 || float.IsNaN(table.Parts.Goods[table.Anchor].Price) || table.Parts.Goods[table.Anchor].Category < 0) return;
        float price = table.Parts.Goods[table.Anchor].Price;
        float target = Math.Max(table.Parts.Goods[table.Anchor].PriceRank + Step, Taste(table));
        table.Board.Begin();
        for (int place = table.Parts.PlaceByPrice[table.Anchor] + 1, seen = 0; place < table.Parts.ByPrice.Length && seen < Nearest; place++)
        {
            int product = table.Parts.ByPrice[place];
            if (!IsSameKind(table, product) || !(table.Parts.Goods[product].Price <= price * HighestFactor)) break;
            if (table.Parts.Goods[product].Price <= price) continue;
            seen++;
            float near = Math.Max(0.05f, 1 - Math.Abs(table.Parts.Goods[product].PriceRank - target));
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
            sum += one * table.Parts.Goods[product].PriceRank;
            weight += one;
        }
        return weight > 0 ? sum / weight : 0;
    }

    private static bool IsSameKind(Worktable table, int product) =>
        table.Parts.Goods[product].Category == table.Parts.Goods[table.Anchor].Category && table.Parts.Goods[product].Currency == table.Parts.Goods[table.Anchor].Currency;
}
