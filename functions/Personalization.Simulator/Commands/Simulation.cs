using Microsoft.Extensions.DependencyInjection;
using Personalization.Journeys;
using Personalization.Journeys.Recipes;
using Personalization.Journeys.Recipes.Reading;
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
        (string Id, ReadOnlyMemory<byte> Text)? recipe = Switches.ContainsKey(Journey) ? null : Recipe();
        Dictionary<string, string?> others = Switches.Where(other => other.Key != Journey).ToDictionary(other => other.Value, _ => (string?)"false");
        await using SimulatedShop shop = new(Facts[0].At, Settings, others);
        if (recipe is { } written) await shop.ActivateAsync(written.Id, written.Text);
        await shop.RunAsync(Facts, End);
        SimulationRun run = new(shop.Happenings);
        return (run, Summary.Of(run, ((MemoryBudget)shop.Services.GetRequiredService<IIncentiveBudget>()).Spent));
    }

    private (string Id, ReadOnlyMemory<byte> Text) Recipe()
    {
        if (ShippedRecipes.All.TryGetValue(Journey, out ShippedRecipe? shipped)) return (Journey, shipped.Text);
        if (!File.Exists(Journey)) throw new UsageException($"There is no journey {Journey}. There are {string.Join(", ", Switches.Keys.Concat(ShippedRecipes.All.Keys))}, and files of recipes.");
        byte[] text = File.ReadAllBytes(Journey);
        RecipeReading reading = RecipeReader.Read(text);
        return reading.Recipe is { } recipe ? (recipe.Id, text)
            : throw new UsageException($"{Journey} is no recipe: {string.Join("; ", reading.Findings.Select(one => FormattableString.Invariant($"line {one.Line}: {one.Detail}")))}.");
    }
}
