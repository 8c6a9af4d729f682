using System.Collections.Concurrent;
using Personalization.Messages.Delivery;

namespace Personalization.Simulator.Stores;

/// <summary>Suppressed addresses in memory.</summary>
internal sealed class MemorySuppressionStore : ISuppressionStore
{
    private readonly ConcurrentDictionary<string, Suppression> known = new();

    public Task<Suppression?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(known.GetValueOrDefault(id));

    public Task KeepAsync(Suppression said, CancellationToken cancellationToken)
    {
        known.AddOrUpdate(said.Id, said, (_, old) => old.At >= said.At ? old : said);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Suppression>> ListAsync(string after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Suppression>>([.. known.Values.OrderBy(one => one.Id, StringComparer.Ordinal).Where(one => string.CompareOrdinal(one.Id, after) > 0).Take(limit)]);
}
