using System.Collections.Immutable;
using System.Text;

namespace Personalization.Experiments.Bucketing;

/// <summary>How the place of a person between 0 and 1 is made from ids. Names are storage format.</summary>
public enum BucketHash
{
    /// <summary>MurmurHash3 of the id and the seed, as Optimizely does: four billion buckets.</summary>
    Murmur3 = 1,

    /// <summary>GrowthBook's version 1, for experiments that go on from there.</summary>
    GrowthBook1,

    /// <summary>GrowthBook's version 2.</summary>
    GrowthBook2,

    /// <summary>Unleash's normalised hash: a hundred buckets.</summary>
    Unleash,
}

/// <summary>A part of the line from 0 to 1.</summary>
/// <param name="From">Its beginning, in it.</param>
/// <param name="To">Its end, no longer in it.</param>
public readonly record struct BucketRange(double From, double To)
{
    /// <summary>Whether a place is in it.</summary>
    public bool Holds(double place) => place >= From && place < To;
}

/// <summary>Places of people between 0 and 1, and ranges of variants there. The same ids have the same place for ever.</summary>
public static class Buckets
{
    private const uint MurmurSeed = 1;
    private const int Longest = 512;

    /// <summary>The place of a unit.</summary>
    /// <param name="hash">How.</param>
    /// <param name="seed">The experiment's seed: with another one the places are others.</param>
    /// <param name="unit">The id.</param>
    /// <returns>At least 0, below 1.</returns>
    public static double Place(BucketHash hash, string seed, string unit) => hash switch
    {
        BucketHash.GrowthBook1 => Fnv1a.Version1(seed, unit),
        BucketHash.GrowthBook2 => Fnv1a.Version2(seed, unit),
        BucketHash.Unleash => Murmur(seed, ":", unit, 0) % 100 / 100d,
        _ => Murmur(unit, "", seed, MurmurSeed) / 4294967296d,
    };

    /// <summary>The bucket from 1 to <paramref name="of"/> as Unleash's client specification has it.</summary>
    public static int Normalised(string group, string unit, int of = 100, uint seed = 0) => (int)(Murmur(group, ":", unit, seed) % (uint)of) + 1;

    /// <summary>The ranges of variants: as wide as their share, filled from the beginning as far as the traffic goes. More traffic moves nobody to another variant.</summary>
    /// <param name="weights">Weights, above 0 in sum.</param>
    /// <param name="traffic">From 0 to 1.</param>
    public static ImmutableArray<BucketRange> Ranges(IReadOnlyList<double> weights, double traffic)
    {
        double sum = weights.Sum(), start = 0;
        ImmutableArray<BucketRange>.Builder ranges = ImmutableArray.CreateBuilder<BucketRange>(weights.Count);
        for (int place = 0; place < weights.Count; place++)
        {
            double share = weights[place] / sum;
            // Rounding must not leave a gap at the end that nobody is in.
            double end = place == weights.Count - 1 && traffic >= 1 ? 1 : start + (traffic * share);
            ranges.Add(new BucketRange(start, end));
            start += share;
        }
        return ranges.MoveToImmutable();
    }

    /// <summary>The range that a place is in, or -1.</summary>
    public static int Choose(double place, ImmutableArray<BucketRange> ranges)
    {
        for (int one = 0; one < ranges.Length; one++)
            if (ranges[one].Holds(place)) return one;
        return -1;
    }

    private static uint Murmur(string first, string between, string last, uint seed)
    {
        int size = Encoding.UTF8.GetMaxByteCount(first.Length + between.Length + last.Length);
        byte[]? large = size > Longest ? new byte[size] : null;
        Span<byte> bytes = large ?? stackalloc byte[Longest];
        int length = Encoding.UTF8.GetBytes(first, bytes);
        length += Encoding.UTF8.GetBytes(between, bytes[length..]);
        length += Encoding.UTF8.GetBytes(last, bytes[length..]);
        return Murmur3.Of(bytes[..length], seed);
    }
}
