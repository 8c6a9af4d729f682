using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Personalization.Segments.Population;

/// <summary>
/// What the shop's customers are measured by: the bounds between fifths of them, by how long ago they last ordered, how often, and for how much.
/// Made by the pass over all people from the one before. Field names are storage format.
/// </summary>
/// <param name="At">When it was put in service, UTC; before there was any, the beginning of time.</param>
/// <param name="RecencyDays">Four rising bounds of the days since the last order; empty with too few customers.</param>
/// <param name="Orders">Four rising bounds of the number of orders.</param>
/// <param name="Spent">Four rising bounds of what was spent, by currency.</param>
public sealed record ShopNorms(
    DateTimeOffset At, ImmutableArray<double> RecencyDays, ImmutableArray<double> Orders, ImmutableSortedDictionary<string, ImmutableArray<double>> Spent)
{
    /// <summary>With fewer customers there are no fifths.</summary>
    public const int FewestCustomers = 10;

    /// <summary>Nothing is known.</summary>
    public static ShopNorms None { get; } = new(DateTimeOffset.MinValue, [], [], ImmutableSortedDictionary.Create<string, ImmutableArray<double>>(StringComparer.Ordinal));

    /// <summary>Whether there are bounds.</summary>
    [JsonIgnore]
    public bool AreKnown => !RecencyDays.IsDefaultOrEmpty;

    /// <summary>The bounds between the fifths of some values: four of the values themselves, each the last of its fifth.</summary>
    public static ImmutableArray<double> Bounds(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length < FewestCustomers ? [] : [.. Enumerable.Range(1, 4).Select(part => sorted[(int)Math.Ceiling(part * sorted.Length / 5.0) - 1])];
    }
}
