using System.Collections.Concurrent;
using Personalization.Functions.Segments;
using Personalization.Segments.Definitions;
using Personalization.Segments.Population;

namespace Personalization.Simulator.Stores;

/// <summary>Segments in memory.</summary>
internal sealed class MemorySegmentStore : MemoryIndexStore<SegmentLine>, ISegmentStore;

/// <summary>Who is to be looked at again, in memory.</summary>
internal sealed class MemoryDueIndex : IDueIndex
{
    private readonly ConcurrentDictionary<DueEntry, bool> entries = new();

    public int Count => entries.Count;

    public Task AddAsync(string storageKey, DateTimeOffset at, CancellationToken cancellationToken)
    {
        entries[new DueEntry(storageKey, DueTimes.MinuteFrom(at))] = true;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DueEntry>> FirstAsync(DateTimeOffset until, int most, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DueEntry>>(
        [.. entries.Keys.Where(one => one.At <= until).OrderBy(one => one.At).ThenBy(one => one.StorageKey, StringComparer.Ordinal).Take(most)]);

    public Task RemoveAsync(DueEntry entry, CancellationToken cancellationToken)
    {
        entries.TryRemove(entry, out _);
        return Task.CompletedTask;
    }

    public Task<int> ForgetAsync(string storageKey, CancellationToken cancellationToken) =>
        Task.FromResult(entries.Keys.Where(one => one.StorageKey == storageKey).Count(one => entries.TryRemove(one, out _)));
}

/// <summary>What passes leave behind, in memory.</summary>
internal sealed class MemoryPasses : IPassStore, IPopulation
{
    private readonly ConcurrentDictionary<string, byte[]> shards = new(StringComparer.Ordinal);
    private PassState? state;
    private PopulationSnapshot? snapshot;
    private SegmentNumbers? numbers;
    private ShopNorms? norms;
    private ShopNorms? next;

    public Task<PassState?> StateAsync(CancellationToken cancellationToken) => Task.FromResult(state);

    public Task SaveAsync(PassState state, CancellationToken cancellationToken) => Set(() => this.state = state);

    public Task WriteShardAsync(PopulationShard shard, IReadOnlyCollection<PopulationPerson> people, CancellationToken cancellationToken) => Set(() => shards[shard.Name] = PopulationCodec.Pack(people));

    public Task PublishAsync(PopulationSnapshot snapshot, SegmentNumbers numbers, CancellationToken cancellationToken) => Set(() => (this.snapshot, this.numbers) = (snapshot, numbers));

    public Task RenameBoundsAsync(PopulationSnapshot snapshot, CancellationToken cancellationToken) => Set(() => this.snapshot = snapshot);

    public Task<SegmentNumbers?> NumbersAsync(CancellationToken cancellationToken) => Task.FromResult(numbers);

    public ValueTask<ShopNorms> NormsAsync(CancellationToken cancellationToken) => new(norms ?? ShopNorms.None);

    public Task<ShopNorms?> NextNormsAsync(CancellationToken cancellationToken) => Task.FromResult(next);

    public Task PutNormsAsync(ShopNorms norms, CancellationToken cancellationToken) => Set(() => this.norms = norms);

    public Task KeepNormsAsync(ShopNorms next, CancellationToken cancellationToken) => Set(() => this.next = next);

    public Task<PopulationSnapshot?> FindAsync(CancellationToken cancellationToken) => Task.FromResult(snapshot);

    public IAsyncEnumerable<PopulationPerson> ReadAsync(PopulationShard shard, CancellationToken cancellationToken) => PopulationCodec.Unpack(shards[shard.Name]).ToAsyncEnumerable();

    private static Task Set(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
