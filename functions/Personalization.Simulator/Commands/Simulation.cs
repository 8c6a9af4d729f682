using Microsoft.Extensions.DependencyInjection;
using Personalization.Journeys;
using Personalization.Simulator.Reports;
using Personalization.Simulator.Stores;
using Personalization.Simulator.World;

namespace Personalization.Simulator.Commands;

/// <summary>One journey over one history.</summary>
/// <param name="Journey">Name of the journey.</param>
/// <param name="Settings">Settings that are not to be as they are by default.</param>
/// <param name="Facts">What comes from outside, in order of time.</param>
/// <param name="End">When to stop.</param>
internal sealed record Simulation(string Journey, IReadOnlyDictionary<string, string?> Settings, IReadOnlyList<Fact> Facts, DateTimeOffset End)
{
    // The journeys that come along, and what switches each of them off.
    private static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal)
    {
        ["abandoned-cart"] = "Journeys:AbandonedCart:Enabled", ["post-purchase"] = "Journeys:PostPurchase:Enabled",
    };

    /// <summary>Runs it; nothing else runs beside the journey.</summary>
    /// <exception cref="UsageException">There is no such journey.</exception>
    public async Task<(SimulationRun Run, Summary Summary)> RunAsync()
    {
        if (!Switches.ContainsKey(Journey)) throw new UsageException($"There is no journey {Journey}. There are {string.Join(", ", Switches.Keys)}.");
        Dictionary<string, string?> others = Switches.Where(other => other.Key != Journey).ToDictionary(other => other.Value, _ => (string?)"false");
        await using SimulatedShop shop = new(Facts[0].At, Settings, others);
        await shop.RunAsync(Facts, End);
        SimulationRun run = new(shop.Happenings);
        return (run, Summary.Of(run, ((MemoryBudget)shop.Services.GetRequiredService<IIncentiveBudget>()).Spent));
    }
}
