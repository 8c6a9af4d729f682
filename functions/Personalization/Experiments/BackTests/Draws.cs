using Personalization.Common;

namespace Personalization.Experiments.BackTests;

/// <summary>Numbers that look like chance, the same in every run: hashes of a count.</summary>
/// <param name="seed">Which row of numbers.</param>
internal sealed class Draws(ulong seed)
{
    private readonly ulong start = StableHash.Mix(seed);
    private ulong count;
    private double? spare;

    /// <summary>Between 0 and 1, neither of them.</summary>
    public double Uniform() => ((StableHash.Mix(start + count++) >> 11) + 0.5) / (1UL << 53);

    /// <summary>Of the normal law with mean 0 and variance 1 (Box, Muller).</summary>
    public double Normal()
    {
        if (spare is { } kept)
        {
            spare = null;
            return kept;
        }
        double wide = Math.Sqrt(-2 * Math.Log(Uniform())), angle = 2 * Math.PI * Uniform();
        spare = wide * Math.Sin(angle);
        return wide * Math.Cos(angle);
    }

    /// <summary>How many of <paramref name="n"/> say yes, each with that probability: by inversion, for small numbers of them.</summary>
    public int Binomial(int n, double probability)
    {
        double left = Uniform(), odds = probability / (1 - probability), mass = Math.Pow(1 - probability, n);
        int yes = 0;
        while (left > mass && yes < n)
        {
            left -= mass;
            yes++;
            mass *= odds * (n - yes + 1) / yes;
        }
        return yes;
    }
}
