using Personalization.Journeys;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Journeys;

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

/// <summary>Complements and intervals as a test says.</summary>
internal sealed class MemoryComplements : IComplements, IPurchaseIntervals
{
    public Dictionary<string, string[]> Beside { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, double> Days { get; } = new(StringComparer.Ordinal);

    public ValueTask<IReadOnlyDictionary<string, double>> CurrentAsync(CancellationToken cancellationToken) => new(Days);

    public Task<IReadOnlyList<string>> OfAsync(Profile profile, IReadOnlyList<string> products, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. products.SelectMany(one => Beside.GetValueOrDefault(one) ?? []).Except(products).Distinct().Take(limit)]);
}
