using System.Collections.Concurrent;
using Personalization.Profiles;
using Personalization.Profiles.Identity;

namespace Personalization.Simulator.Stores;

/// <summary>The quarantine in memory.</summary>
internal sealed class MemoryQuarantineStore : IQuarantineStore
{
    private readonly ConcurrentDictionary<string, QuarantineEntry> entries = new(StringComparer.Ordinal);

    public Task AddAsync(QuarantineEntry entry, CancellationToken cancellationToken)
    {
        entries.TryAdd(entry.Id, entry);
        return Task.CompletedTask;
    }

    public Task<QuarantineEntry?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(entries.GetValueOrDefault(id));

    public Task<IReadOnlyList<QuarantineEntry>> ListAsync(string? after, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<QuarantineEntry>>(
        [.. entries.Values.Where(entry => string.CompareOrdinal(entry.Id, after) > 0).OrderBy(entry => entry.Id, StringComparer.Ordinal).Take(limit)]);

    public Task<IReadOnlyList<QuarantineEntry>> OfAsync(PersonKey key, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<QuarantineEntry>>([.. entries.Values.Where(entry => entry.From == key || entry.Into == key)]);

    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken) => Task.FromResult(entries.TryRemove(id, out _));
}
