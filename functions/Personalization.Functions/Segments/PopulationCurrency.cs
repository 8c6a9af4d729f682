using Personalization.Profiles;
using Personalization.Segments.Population;

namespace Personalization.Functions.Segments;

/// <summary>What money is counted in where nobody has said.</summary>
internal static class PopulationCurrency
{
    /// <summary>The currency that most orders of the first part are in: its people are a fair sample. Empty where there are no orders.</summary>
    public static async Task<string> CurrencyAsync(this IPopulation population, PopulationSnapshot snapshot, CancellationToken cancellationToken)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (PopulationShard shard in snapshot.Shards.Take(1))
            await foreach (PopulationPerson one in population.ReadAsync(shard, cancellationToken))
                foreach (Order order in one.Profile.Orders) counts[order.Said?.Currency ?? ""] = counts.GetValueOrDefault(order.Said?.Currency ?? "") + 1;
        return counts.Count == 0 ? "" : counts.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).First().Key;
    }
}
