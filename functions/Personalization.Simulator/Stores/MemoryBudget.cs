using Personalization.Journeys;

namespace Personalization.Simulator.Stores;

/// <summary>A budget in memory, by the same rules as that in a table.</summary>
internal sealed class MemoryBudget : IIncentiveBudget
{
    private readonly Dictionary<string, Dictionary<string, decimal>> reserved = new(StringComparer.Ordinal);

    public decimal Spent => reserved.Values.SelectMany(one => one.Values).Sum();

    public Task<bool> TryReserveAsync(string budget, string reservation, decimal amount, decimal limit, CancellationToken cancellationToken)
    {
        lock (reserved)
        {
            if (!reserved.TryGetValue(budget, out Dictionary<string, decimal>? rows)) reserved[budget] = rows = new(StringComparer.Ordinal);
            if (rows.ContainsKey(reservation)) return Task.FromResult(true);
            if (rows.Values.Sum() + amount > limit) return Task.FromResult(false);
            rows[reservation] = amount;
            return Task.FromResult(true);
        }
    }
}
