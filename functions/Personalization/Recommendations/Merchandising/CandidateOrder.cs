using System.Buffers;

namespace Personalization.Recommendations.Merchandising;

/// <summary>Puts candidates in order of weighted scores; equal ones stay as they stood.</summary>
internal static class CandidateOrder
{
    /// <summary>Best first; nothing to do for what a strategy gives in order.</summary>
    /// <param name="candidates">Candidates.</param>
    /// <param name="room">At least as many places to work in.</param>
    public static void SortByScore(Span<RankedCandidate> candidates, Span<RankedCandidate> room)
    {
        bool sorted = true;
        for (int i = 1; i < candidates.Length && sorted; i++) sorted = !(candidates[i - 1].Score < candidates[i].Score);
        if (sorted) return;
        Span<RankedCandidate> origin = room[..candidates.Length];
        candidates.CopyTo(origin);
        Weigh([], origin, candidates, 0, 1);
    }

    /// <summary>
    /// Fills <paramref name="target"/> with the origin's candidates in order of their scores times the rules' factors, and tells how many of the
    /// last rule's products lie too low to be lifted.
    /// </summary>
    /// <param name="rules">Factors.</param>
    /// <param name="origin">Candidates as they stand without these rules.</param>
    /// <param name="target">As many places.</param>
    /// <param name="best">The best score of the list.</param>
    /// <param name="cap">The most that a score is multiplied with.</param>
    public static int Weigh(ReadOnlySpan<CompiledRule> rules, ReadOnlySpan<RankedCandidate> origin, Span<RankedCandidate> target, double best, double cap)
    {
        int notLifted = 0;
        ulong[] rented = ArrayPool<ulong>.Shared.Rent(origin.Length);
        Span<ulong> keys = rented.AsSpan(0, origin.Length);
        for (int i = 0; i < origin.Length; i++)
        {
            double factor = 1;
            bool low = false;
            foreach (CompiledRule rule in rules)
            {
                low = false;
                if (!rule.Products.Contains(origin[i].Product)) continue;
                low = rule.Factor > 1 && origin[i].Score < rule.Floor * best;
                if (!low) factor *= rule.Factor;
            }
            if (low) notLifted++;
            float weighted = (float)(origin[i].Score * Math.Clamp(factor, MerchandisingLimits.BuryFloor, cap));
            // The bits of floats from 0 up are in the order of the floats; the place makes equal ones different.
            keys[i] = ((ulong)~BitConverter.SingleToUInt32Bits(weighted > 0 ? weighted : 0) << 32) | (uint)i;
        }
        keys.Sort();
        for (int i = 0; i < keys.Length; i++) target[i] = origin[(int)(uint)keys[i]];
        ArrayPool<ulong>.Shared.Return(rented);
        return notLifted;
    }
}
