namespace Personalization.Recommendations.Sessions;

/// <summary>What a step of a session counts as.</summary>
internal enum StepRole
{
    /// <summary>The newest step with this product: its row speaks, and it may be wanted again.</summary>
    Row,

    /// <summary>The product was there before the step that counts.</summary>
    Again,

    /// <summary>The product came right after an earlier step with the product of the newest one.</summary>
    Follow,
}

/// <summary>A step as the model sees it.</summary>
/// <param name="Product">The product's number.</param>
/// <param name="Role">What it counts as.</param>
/// <param name="Rank">For rows: group of its rank among the different products of the visit, newest first.</param>
/// <param name="Slot">For rows: slot of the step.</param>
internal readonly record struct ShapedStep(int Product, StepRole Role, byte Rank, byte Slot);

/// <summary>Reads a session the way the model does: learning and serving share it, so that they cannot drift apart.</summary>
internal static class SessionShape
{
    /// <summary>Groups of ranks; the last one is for products of earlier visits.</summary>
    public const int Ranks = 9;

    /// <summary>Groups of the number of different products in a visit.</summary>
    public const int Lengths = 4;

    /// <summary>Steps that shaping gives at most.</summary>
    public const int MostShaped = MostRows + MostEarlier + (2 * MostSteps);

    private const int MostRows = 15;
    private const int MostEarlier = 5;
    private const int MostSteps = 100;

    /// <summary>Shapes a session, oldest step first with the earlier visits before the current one; gives the number of steps written and the group of its length.</summary>
    public static int Read(ReadOnlySpan<SessionStep> session, Span<ShapedStep> shaped, out int lengthGroup)
    {
        int count = 0, rows = 0, earlier = 0, last = session.Length - 1;
        for (int at = last; at >= 0 && last - at < MostSteps && rows < MostRows && earlier < MostEarlier; at--)
        {
            (int product, byte slot) = session[at];
            bool isEarlier = SessionStep.IsEarlier(slot);
            if (!isEarlier && at < last && product == session[last].Product && session[at + 1].Product != product)
                shaped[count++] = new ShapedStep(session[at + 1].Product, StepRole.Follow, 0, 0);
            if (HasRow(shaped[..count], product)) shaped[count++] = new ShapedStep(product, StepRole.Again, 0, 0);
            else shaped[count++] = new ShapedStep(product, StepRole.Row, isEarlier ? EarlierRank(ref earlier) : RankGroup(rows++), slot);
        }
        lengthGroup = rows switch { <= 1 => 0, <= 3 => 1, <= 7 => 2, _ => 3 };
        return count;
    }

    private static byte RankGroup(int rank) => (byte)(rank < 5 ? rank : rank < 8 ? 5 : rank < 11 ? 6 : 7);

    private static byte EarlierRank(ref int earlier)
    {
        earlier++;
        return Ranks - 1;
    }

    private static bool HasRow(ReadOnlySpan<ShapedStep> shaped, int product)
    {
        foreach (ref readonly ShapedStep step in shaped)
            if (step.Product == product && step.Role is StepRole.Row) return true;
        return false;
    }
}
