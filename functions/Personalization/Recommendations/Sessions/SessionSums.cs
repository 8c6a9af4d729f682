using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Personalization.Recommendations.Sessions;

/// <summary>
/// The sums of one prediction, by product; emptied by taking the best. Each sum carries in its low bits how often it was added to, so that
/// zero means untouched and a row can be added without a branch that a processor would guess wrong half of the time.
/// </summary>
internal sealed class SessionSums(int products)
{
    // Rows add 1 each, and there are at most 20 of them in a session.
    private const int CountBits = 6;

    private readonly int[] sums = new int[products];
    // One more than there are products: a row writes the next product before it is known to be new.
    private readonly int[] touched = new int[products + 1];
    private int count;

    /// <summary>Room for the steps of the session.</summary>
    public ShapedStep[] Shaped { get; } = new ShapedStep[SessionShape.MostShaped];

    /// <summary>Adds to one product.</summary>
    public void Add(int product, int score)
    {
        if (sums[product] == 0)
        {
            touched[count++] = product;
            sums[product] = 1;
        }
        sums[product] += score << CountBits;
    }

    /// <summary>Adds a row: to each of its products the weighted bytes and a constant.</summary>
    /// <param name="row">Products, each once.</param>
    /// <param name="last">A byte of each.</param>
    /// <param name="earlier">Another byte of each.</param>
    /// <param name="weights">Weights of the two bytes, and the constant.</param>
    public void AddRow(ReadOnlySpan<int> row, ReadOnlySpan<byte> last, ReadOnlySpan<byte> earlier, ReadOnlySpan<int> weights)
    {
        (int ofLast, int ofEarlier, int constant) = (weights[0] << CountBits, weights[1] << CountBits, (weights[2] << CountBits) + 1);
        // Without range checks: rows are checked to hold only known products, each once, when a model is made.
        ref int sum = ref MemoryMarshal.GetArrayDataReference(sums);
        ref int next = ref MemoryMarshal.GetArrayDataReference(touched);
        ref byte lastByte = ref MemoryMarshal.GetReference(last);
        ref byte earlierByte = ref MemoryMarshal.GetReference(earlier);
        int found = count;
        for (int place = 0; place < row.Length; place++)
        {
            int product = row[place];
            ref int own = ref Unsafe.Add(ref sum, product);
            int before = own;
            Unsafe.Add(ref next, found) = product;
            found += before == 0 ? 1 : 0;
            own = before + (ofLast * Unsafe.Add(ref lastByte, place)) + (ofEarlier * Unsafe.Add(ref earlierByte, place)) + constant;
        }
        count = found;
    }

    /// <summary>Takes the best, the highest sum with its bias first, of equal ones the smallest number; empties the sums.</summary>
    public int Take(Span<ScoredProduct> best, int[] biases)
    {
        int found = 0, least = int.MinValue;
        foreach (int product in touched.AsSpan(0, count))
        {
            int score = (sums[product] >> CountBits) + biases[product];
            sums[product] = 0;
            if (score < least) continue;
            if (found == best.Length)
            {
                if (found == 0 || !IsBefore(product, score, best[found - 1])) continue;
                found--;
            }
            int place = found++;
            for (; place > 0 && IsBefore(product, score, best[place - 1]); place--) best[place] = best[place - 1];
            best[place] = new ScoredProduct(product, score);
            if (found == best.Length) least = best[found - 1].Score;
        }
        count = 0;
        return found;
    }

    private static bool IsBefore(int product, int score, ScoredProduct other) =>
        score > other.Score || (score == other.Score && product < other.Product);
}
