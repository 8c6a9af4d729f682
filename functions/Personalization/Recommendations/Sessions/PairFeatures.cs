using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Personalization.Recommendations.Sessions;

/// <summary>
/// What is said of a pair of products as numbers from 0 up, 0 meaning nothing: rates as ln(1 + c x) for a small and a large c, so that a
/// weighted sum can follow both the rare and the frequent. Sums over the steps of a visit then favour what several steps agree on.
/// </summary>
internal static class PairFeatures
{
    /// <summary>Numbers of a pair.</summary>
    public const int Count = 16;

    public static void Write(Span<float> to, in PairSums sums, float reach, Popularity popularity, ProductFacts facts, int product, int other)
    {
        float times = popularity.All[product] + 1;
        float both = MathF.Sqrt(times * (popularity.All[other] + 1));
        float next = sums.Next / times, after = sums.After / times, cosine = (sums.After + sums.Before) / both, together = sums.Together / both;
        to[0] = Log(20 * next);
        to[1] = Log(400 * next);
        to[2] = Log(20 * after);
        to[3] = Log(400 * after);
        to[4] = Log(400 * sums.Before / times);
        to[5] = Log(20 * cosine);
        to[6] = Log(400 * cosine);
        to[7] = Log(300 * sums.RecentAfter / times);
        to[8] = Log(300 * sums.NewestAfter / times);
        to[9] = Log(sums.NewestAfter);
        to[10] = Log(20 * together);
        to[11] = Log(400 * together);
        to[12] = Log(1000 * reach);
        to[13] = Log(20000 * reach);
        to[14] = 1;
        to[15] = facts.SameCategory(product, other) ? 1 + facts.PriceNearness(product, other) : 0;
    }

    /// <summary>Weighted sum of the numbers of a pair.</summary>
    public static float Dot(ReadOnlySpan<float> weights, ReadOnlySpan<float> pair)
    {
        ref float one = ref MemoryMarshal.GetReference(weights[..Count]);
        ref float other = ref MemoryMarshal.GetReference(pair[..Count]);
        return Vector256.Sum((Vector256.LoadUnsafe(ref one) * Vector256.LoadUnsafe(ref other))
            + (Vector256.LoadUnsafe(ref one, Count / 2) * Vector256.LoadUnsafe(ref other, Count / 2)));
    }

    private static float Log(float x) => MathF.Log(1 + x);
}
