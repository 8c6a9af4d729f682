using System.Collections.Frozen;

namespace Personalization.LocalHost.Hosting;

/// <summary>
/// The app's functions. A singleton of its own, filled once when the host is built, because triggers need to look functions up and the functions' plans need the triggers.
/// </summary>
internal sealed class FunctionRegistry
{
    private FrozenDictionary<string, FunctionPlan> plans = FrozenDictionary<string, FunctionPlan>.Empty;

    /// <summary>All functions, by name.</summary>
    public IReadOnlyList<FunctionPlan> Plans { get; private set; } = [];

    /// <summary>The function of that name, whatever its letters' case; null when there is none.</summary>
    public FunctionPlan? Find(string name) => plans.GetValueOrDefault(name);

    public void Fill(IEnumerable<FunctionPlan> functions)
    {
        Plans = [.. functions.OrderBy(plan => plan.Name, StringComparer.Ordinal)];
        plans = Plans.ToFrozenDictionary(plan => plan.Name, StringComparer.OrdinalIgnoreCase);
    }
}
