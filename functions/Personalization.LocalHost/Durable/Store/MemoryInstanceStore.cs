using System.Runtime.CompilerServices;

namespace Personalization.LocalHost.Durable;

/// <summary>For simulations and tests: gone with the process.</summary>
internal sealed class MemoryInstanceStore : IInstanceStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, StoredInstance> instances = new(StringComparer.Ordinal);
    private readonly Dictionary<(string InstanceId, string Key), OutgoingBatch> outgoing = [];

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> CreateAsync(InstanceState state, CancellationToken cancellationToken)
    {
        lock (gate) return Task.FromResult(instances.TryAdd(state.InstanceId, new StoredInstance(state, [], new object())));
    }

    public async Task<InstanceState?> GetAsync(string instanceId, CancellationToken cancellationToken) => (await LoadAsync(instanceId, cancellationToken))?.State;

    public Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken cancellationToken)
    {
        lock (gate) return Task.FromResult(instances.GetValueOrDefault(instanceId));
    }

    public Task<StoredInstance?> CommitAsync(StoredInstance before, InstanceCommit commit, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!IsPresent(before)) return Task.FromResult<StoredInstance?>(null);
            StoredInstance after = new(commit.State, commit.NewTurn ? commit.Appended : [.. before.History, .. commit.Appended], new object());
            instances[before.State.InstanceId] = after;
            if (commit.Outgoing is { } batch) outgoing.Add((batch.InstanceId, batch.Key), batch);
            return Task.FromResult<StoredInstance?>(after);
        }
    }

    public Task<bool> DeleteAsync(StoredInstance instance, CancellationToken cancellationToken)
    {
        lock (gate) return Task.FromResult(IsPresent(instance) && instances.Remove(instance.State.InstanceId));
    }

    public Task RemoveOutgoingAsync(OutgoingBatch batch, CancellationToken cancellationToken)
    {
        lock (gate) outgoing.Remove((batch.InstanceId, batch.Key));
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<InstanceState> ListAsync(string prefix, string? after, CancellationToken cancellationToken) => Each(
        all => all.Select(instance => instance.State).Where(state =>
            state.InstanceId.StartsWith(prefix, StringComparison.Ordinal) && (after is null || string.CompareOrdinal(state.InstanceId, after) > 0)),
        cancellationToken);

    public IAsyncEnumerable<ActiveInstance> ActiveAsync(CancellationToken cancellationToken) => Each(
        all => all.Select(instance => instance.State).Where(state => !state.IsOver && (state.HasWork || state.NextDue is not null))
            .Select(state => new ActiveInstance(state.InstanceId, state.HasWork, state.NextDue)),
        cancellationToken);

    public IAsyncEnumerable<OutgoingBatch> OutgoingAsync(CancellationToken cancellationToken) =>
        Each(_ => outgoing.Values.OrderBy(batch => batch.Key, StringComparer.Ordinal), cancellationToken);

    private bool IsPresent(StoredInstance instance) => instances.GetValueOrDefault(instance.State.InstanceId)?.Place == instance.Place;

    private async IAsyncEnumerable<T> Each<T>(Func<IEnumerable<StoredInstance>, IEnumerable<T>> choose, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        T[] found;
        lock (gate) found = [.. choose(instances.Values)];
        foreach (T one in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return one;
        }
        await Task.CompletedTask;
    }
}
