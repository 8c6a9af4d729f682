namespace Personalization.Benchmarks.Serve.Shop;

/// <summary>Numbers that look like chance and are the same in every run.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed * 0x9E3779B97F4A7C15 + 1;

    /// <summary>From 0 up to 1.</summary>
    public double Next()
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return (state >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>From 0 up to the limit.</summary>
    public int Below(int limit) => (int)(Next() * limit);

    /// <summary>Waits between things that happen independently of each other, 1 on average.</summary>
    public double Gap() => -Math.Log(1 - Next());
}

/// <summary>Places from 0, the first ones more often: place n with 1 / (n + 1)^exponent.</summary>
internal sealed class Zipf
{
    private readonly double[] sums;

    public Zipf(int count, double exponent)
    {
        sums = new double[count];
        double sum = 0;
        for (int place = 0; place < count; place++) sums[place] = sum += Math.Pow(place + 1, -exponent);
    }

    public int Pick(Dice dice)
    {
        int found = Array.BinarySearch(sums, dice.Next() * sums[^1]);
        return Math.Min(found < 0 ? ~found : found, sums.Length - 1);
    }
}
