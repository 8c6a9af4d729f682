using Personalization.Common;

namespace Personalization.Segments.Predictions.Learning;

/// <summary>Which people are looked at: all, and each time that there are too many, half of them, by a hash. A person is in or out with everything.</summary>
internal sealed class PersonSample
{
    private ulong mask;

    /// <summary>One in so many people is in.</summary>
    public ulong OneIn => mask + 1;

    public bool Has(ulong person) => (StableHash.Mix(person) & mask) == 0;

    public void Halve() => mask = (mask << 1) | 1;
}
