namespace Personalization.Recommendations;

/// <summary>A product with a score.</summary>
/// <param name="Product">Number of the product.</param>
/// <param name="Score">Strength.</param>
/// <param name="Because">Number of what says most for it, or -1.</param>
internal readonly record struct Scored(int Product, float Score, int Because);

/// <summary>Keeps the best of many in a span: a heap with the worst of the kept on top, so that most offers cost one comparison.</summary>
internal ref struct TopList(Span<Scored> kept)
{
    private readonly Span<Scored> kept = kept;
    private int count;

    /// <summary>True when an offer of this score would be kept.</summary>
    public readonly bool Takes(float score) => count < kept.Length || (count > 0 && score >= kept[0].Score);

    /// <summary>Keeps one if it is among the best so far.</summary>
    public void Offer(Scored one)
    {
        if (count < kept.Length)
        {
            kept[count] = one;
            for (int at = count++; at > 0 && IsWorse(kept[at], kept[(at - 1) / 2]); at = (at - 1) / 2) Swap(at, (at - 1) / 2);
        }
        else if (count > 0 && IsWorse(kept[0], one))
        {
            kept[0] = one;
            Sink(0, count);
        }
    }

    /// <summary>Puts the kept in order, best first, equal scores by number; gives how many there are.</summary>
    public readonly int Sort()
    {
        for (int end = count - 1; end > 0; end--)
        {
            Swap(0, end);
            Sink(0, end);
        }
        return count;
    }

    private readonly void Sink(int at, int end)
    {
        for (int child; (child = (2 * at) + 1) < end; at = child)
        {
            if (child + 1 < end && IsWorse(kept[child + 1], kept[child])) child++;
            if (!IsWorse(kept[child], kept[at])) return;
            Swap(at, child);
        }
    }

    private readonly void Swap(int one, int other) => (kept[one], kept[other]) = (kept[other], kept[one]);

    private static bool IsWorse(in Scored one, in Scored other) =>
        one.Score != other.Score ? one.Score < other.Score : one.Product > other.Product;
}
