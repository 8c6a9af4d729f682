using Personalization.LocalHost.Durable;

namespace Personalization.Simulator.Stores;

/// <summary>Instances in memory; tells of each that begins or changes.</summary>
internal sealed class WatchedInstanceStore(Action<InstanceState> changed) : IInstanceStore
{
    private readonly MemoryInstanceStore inner = new();

    public Task PrepareAsync(CancellationToken cancellationToken) => inner.PrepareAsync(cancellationToken);

    public async Task<bool> CreateAsync(InstanceState state, CancellationToken cancellationToken)
    {
        bool created = await inner.CreateAsync(state, cancellationToken);
        if (created) changed(state);
        return created;
    }

    public Task<InstanceState?> GetAsync(string instanceId, CancellationToken cancellationToken) => inner.GetAsync(instanceId, cancellationToken);

    public Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken cancellationToken) => inner.LoadAsync(instanceId, cancellationToken);

    public async Task<StoredInstance?> CommitAsync(StoredInstance before, InstanceCommit commit, CancellationToken cancellationToken)
    {
        StoredInstance? after = await inner.CommitAsync(before, commit, cancellationToken);
        if (after is not null) changed(after.State);
        return after;
    }

    public Task<bool> DeleteAsync(StoredInstance instance, CancellationToken cancellationToken) => inner.DeleteAsync(instance, cancellationToken);

    public Task RemoveOutgoingAsync(OutgoingBatch batch, CancellationToken cancellationToken) => inner.RemoveOutgoingAsync(batch, cancellationToken);

    public IAsyncEnumerable<InstanceState> ListAsync(string prefix, string? after, CancellationToken cancellationToken) => inner.ListAsync(prefix, after, cancellationToken);

    public IAsyncEnumerable<ActiveInstance> ActiveAsync(CancellationToken cancellationToken) => inner.ActiveAsync(cancellationToken);

    public IAsyncEnumerable<OutgoingBatch> OutgoingAsync(CancellationToken cancellationToken) => inner.OutgoingAsync(cancellationToken);
}
