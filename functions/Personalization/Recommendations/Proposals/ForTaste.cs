namespace Personalization.Recommendations.Proposals;

/// <summary>Products for what the visitor has told the shop: all that there is to go by before anything was done, and one place in four beside that.</summary>
internal static class ForTaste
{
    private const int Every = 4;

    /// <summary>Places that are kept free for them.</summary>
    public static int Room(Worktable table) => table.Taste is null ? 0 : table.Request.Limit;

    public static void Propose(Worktable table, int from)
    {
        if (table.Taste is not { } taste) return;
        int before = table.Candidates.Count;
        foreach (Scored one in taste.Proposals(table.Shelf.Popularity))
            if (table.Candidates.Count - before >= table.Request.Limit || !table.Propose(one.Product, one.Score, taste.ReasonFor(one.Product) ?? Reasons.ForYou)) break;
        if (before > from) Interleave(table.Candidates, from, before);
    }

    /// <summary>Each takes the score of the one that it stands behind, so that the list goes on falling; what is left over follows at the end.</summary>
    private static void Interleave(List<Candidate> candidates, int from, int before)
    {
        Candidate[] told = [.. candidates.Skip(before)];
        candidates.RemoveRange(before, told.Length);
        int place = from + Every - 1;
        foreach (Candidate one in told)
        {
            int at = Math.Min(place, candidates.Count);
            candidates.Insert(at, one with { Score = candidates[at - 1].Score });
            place = at + Every;
        }
    }
}
