using Microsoft.Extensions.Logging;
using Personalization.Functions.Storage;
using Personalization.Recommendations.Merchandising;

namespace Personalization.Functions.Recommendations.Merchandising;

/// <summary>
/// Collects what rules did to the lists that were looked at and brings it to the store every few seconds, and at the end. An instance that is
/// killed loses what it has not brought yet: these are samples.
/// </summary>
public sealed class RuleCostLedger : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly IMerchandisingStore store;
    private readonly BringingLater bringing;
    private readonly Lock gate = new();
    private Dictionary<string, RuleCost> waiting = new(StringComparer.Ordinal);

    /// <summary>By its services.</summary>
    public RuleCostLedger(IMerchandisingStore store, TimeProvider time, ILogger<RuleCostLedger> log) =>
        (this.store, bringing) = (store, new BringingLater(Pause, time, BringAsync, log.CostsNotStored));

    /// <summary>Adds one list.</summary>
    public void Add(MerchandisingRules rules, IEnumerable<RuleEffect> effects)
    {
        lock (gate)
        {
            foreach (RuleEffect effect in effects)
                waiting[rules.CostKeyOf(effect.RuleId)] = waiting.GetValueOrDefault(rules.CostKeyOf(effect.RuleId), RuleCost.None).With(effect);
            if (waiting.Count == 0) return;
        }
        bringing.Notice();
    }

    /// <summary>Brings what has been collected to the store; keeps it where that fails.</summary>
    public async Task BringAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, RuleCost> costs;
        lock (gate) (costs, waiting) = (waiting, new(StringComparer.Ordinal));
        if (costs.Count == 0) return;
        try
        {
            await store.AddCostsAsync(costs, cancellationToken);
        }
        catch
        {
            lock (gate)
                foreach ((string key, RuleCost cost) in costs) waiting[key] = waiting.GetValueOrDefault(key, RuleCost.None).With(cost);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await bringing.TryBringAsync();
}
