using Personalization.LocalHost.Durable;

namespace Personalization.Benchmarks.Journeys;

/// <summary>A store that counts what is written through it.</summary>
internal sealed class CountingStore(IInstanceStore inner) : IInstanceStore
{
    private long starts;
    private long steps;

    public long Starts => Interlocked.Read(ref starts);

    public long Steps => Interlocked.Read(ref steps);

    public Task PrepareAsync(CancellationToken cancellationToken) => inner.PrepareAsync(cancellationToken);

    public Task<bool> CreateAsync(InstanceState state, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref starts);
        return inner.CreateAsync(state, cancellationToken);
    }

    public Task<StoredInstance?> CommitAsync(StoredInstance before, InstanceCommit commit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref steps);
        return inner.CommitAsync(before, commit, cancellationToken);
    }

    public Task<InstanceState?> GetAsync(string instanceId, CancellationToken cancellationToken) => inner.GetAsync(instanceId, cancellationToken);

    public Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken cancellationToken) => inner.LoadAsync(instanceId, cancellationToken);

    public Task<bool> DeleteAsync(StoredInstance instance, CancellationToken cancellationToken) => inner.DeleteAsync(instance, cancellationToken);

    public Task RemoveOutgoingAsync(OutgoingBatch batch, CancellationToken cancellationToken) => inner.RemoveOutgoingAsync(batch, cancellationToken);

    public IAsyncEnumerable<InstanceState> ListAsync(string prefix, string? after, CancellationToken cancellationToken) => inner.ListAsync(prefix, after, cancellationToken);

    public IAsyncEnumerable<ActiveInstance> ActiveAsync(CancellationToken cancellationToken) => inner.ActiveAsync(cancellationToken);

    public IAsyncEnumerable<OutgoingBatch> OutgoingAsync(CancellationToken cancellationToken) => inner.OutgoingAsync(cancellationToken);
}
