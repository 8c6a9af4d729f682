using System.Numerics;
using System.Text;
using Personalization.Recommendations.Sessions;

namespace Personalization.Tests.Recommendations.Sessions;

public sealed class FastHashTests
{
    [Fact]
    public void Of_ManyLikeTexts_HashesAllApart()
    {
        HashSet<ulong> hashes = [];
        HashSet<uint> places = [];
        for (int number = 0; number < 100_000; number++)
        {
            Assert.True(hashes.Add(FastHash.Of(Encoding.UTF8.GetBytes($"m-{number}"), 1)));
            places.Add((uint)FastHash.Of(Encoding.UTF8.GetBytes($"00000000-0000-4000-8000-{number:000000000000}"), 1) & 0xFFFFF);
        }
        // Of a hundred thousand balls in a million boxes about 4,700 meet another.
        Assert.InRange(places.Count, 94_500, 96_000);
        Assert.True(hashes.Add(FastHash.Of("m-1"u8, 2)));
    }

    [Fact]
    public void Mix_OneBitOfEitherNumber_ChangesAboutHalfOfTheBits()
    {
        int changed = 0;
        for (int bit = 0; bit < 64; bit++)
            for (ulong number = 0; number < 32; number++)
                changed += BitOperations.PopCount(FastHash.Mix(number, 1) ^ FastHash.Mix(number ^ (1UL << bit), 1))
                    + BitOperations.PopCount(FastHash.Mix(7, number) ^ FastHash.Mix(7, number ^ (1UL << bit)));

        Assert.InRange(changed / (64 * 32 * 2.0), 31, 33);
    }

    [Fact]
    public void Of_OneByteMoreOrLess_IsAnotherHash()
    {
        byte[] zeros = new byte[40];
        Assert.Equal(41, Enumerable.Range(0, 41).Select(length => FastHash.Of(zeros.AsSpan(0, length), 1)).Distinct().Count());
    }
}
