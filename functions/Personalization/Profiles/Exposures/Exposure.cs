using System.Text.Json.Serialization;

namespace Personalization.Profiles.Exposures;

/// <summary>What a person has seen of an experiment. Field names are storage format.</summary>
/// <param name="Variant">The variant that was seen first.</param>
/// <param name="At">When first, UTC.</param>
/// <param name="Last">When last, whichever variant, UTC.</param>
public sealed record Exposure(string Variant, DateTimeOffset At, DateTimeOffset Last)
{
    /// <summary>Whether other variants were seen too: on another device, say, before it was known whose that is.</summary>
    [JsonPropertyName("crossed")]
    public bool HasCrossed { get; init; }

    /// <summary>What the person has seen of an experiment, or null.</summary>
    public static Exposure? Of(Profile profile, string experiment) => profile.Experiments is { } seen && seen.TryGetValue(experiment, out Exposure? found) ? found : null;

    /// <summary>Both together, in whatever order.</summary>
    public Exposure And(Exposure other)
    {
        Exposure first = (At, string.CompareOrdinal(Variant, other.Variant)).CompareTo((other.At, 0)) <= 0 ? this : other;
        return first with
        {
            Last = Last > other.Last ? Last : other.Last,
            HasCrossed = HasCrossed || other.HasCrossed || !string.Equals(Variant, other.Variant, StringComparison.Ordinal),
        };
    }
}
