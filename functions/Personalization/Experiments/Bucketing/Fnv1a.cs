using System.Globalization;

namespace Personalization.Experiments.Bucketing;

/// <summary>FNV-1a, 32 bits (draft-eastlake-fnv), by UTF-16 units as GrowthBook's reference implementation does: for ASCII the same as by bytes.</summary>
public static class Fnv1a
{
    private const uint Basis = 2166136261;
    private const uint Prime = 16777619;

    /// <summary>The hash of two texts put together.</summary>
    public static uint Of(ReadOnlySpan<char> text, ReadOnlySpan<char> more = default) => On(On(Basis, text), more);

    /// <summary>GrowthBook's hash version 1: a thousand buckets, with a bias that version 2 does not have.</summary>
    public static double Version1(ReadOnlySpan<char> seed, ReadOnlySpan<char> unit) => Of(unit, seed) % 1_000 / 1_000d;

    /// <summary>GrowthBook's hash version 2: ten thousand buckets.</summary>
    public static double Version2(ReadOnlySpan<char> seed, ReadOnlySpan<char> unit)
    {
        Span<char> digits = stackalloc char[10];
        Of(seed, unit).TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        return Of(digits[..length]) % 10_000 / 10_000d;
    }

    private static uint On(uint hash, ReadOnlySpan<char> text)
    {
        foreach (char unit in text) hash = (hash ^ unit) * Prime;
        return hash;
    }
}
