using Personalization.Common;

namespace Personalization.Catalog.Demo;

/// <summary>Chance that is the same everywhere: the n-th draw of a name is a hash of both.</summary>
internal sealed class DemoChance(string name)
{
    private readonly ulong key = StableHash.Of(name);
    private ulong drawn;

    /// <summary>Evenly from 0 up to 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True in so many of a hundred cases.</summary>
    public bool Happens(double percent) => Unit() * 100 < percent;

    /// <summary>Evenly from the first to the last, both included.</summary>
    public int Between(int first, int last) => first + (int)(Unit() * (last - first + 1));

    /// <summary>Evenly one of them.</summary>
    public T Pick<T>(IReadOnlyList<T> all) => all[(int)(Unit() * all.Count)];

    /// <summary>One of them, each as likely as its weight; the last when all weigh nothing.</summary>
    public T Pick<T>(IReadOnlyList<T> all, Func<T, double> weight)
    {
        double sum = 0;
        for (int index = 0; index < all.Count; index++) sum += weight(all[index]);
        double left = Unit() * sum;
        for (int index = 0; index < all.Count - 1; index++)
            if ((left -= weight(all[index])) < 0) return all[index];
        return all[^1];
    }

    // SplitMix64's finalizer over a counter.
    private ulong Next()
    {
        ulong mixed = key + (++drawn * 0x9E3779B97F4A7C15UL);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
