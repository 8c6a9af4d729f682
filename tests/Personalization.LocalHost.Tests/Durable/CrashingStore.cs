using System.Runtime.CompilerServices;
using Personalization.LocalHost.Durable;

namespace Personalization.LocalHost.Tests.Durable;

/// <summary>A store whose host dies around one of its writes: just before it, or after it and before the answer.</summary>
internal sealed class CrashingStore(IInstanceStore inner, int lastWrite, bool writesItsLast) : IInstanceStore
{
    private readonly TaskCompletionSource dead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int writes;

    public Task Dead => dead.Task;

    /// <summary>When the list of what waits can be read.</summary>
    public Task Listed { get; init; } = Task.CompletedTask;

    public Task PrepareAsync(CancellationToken cancellationToken) => inner.PrepareAsync(cancellationToken);

    public Task<bool> CreateAsync(InstanceState state, CancellationToken cancellationToken) => WriteAsync(() => inner.CreateAsync(state, cancellationToken));

    public Task<StoredInstance?> CommitAsync(StoredInstance before, InstanceCommit commit, CancellationToken cancellationToken) =>
        WriteAsync(() => inner.CommitAsync(before, commit, cancellationToken));

    public Task<bool> DeleteAsync(StoredInstance instance, CancellationToken cancellationToken) => WriteAsync(() => inner.DeleteAsync(instance, cancellationToken));

    public Task RemoveOutgoingAsync(OutgoingBatch batch, CancellationToken cancellationToken) => WriteAsync(async () =>
    {
        await inner.RemoveOutgoingAsync(batch, cancellationToken);
        return true;
    });

    public Task<InstanceState?> GetAsync(string instanceId, CancellationToken cancellationToken) => inner.GetAsync(instanceId, cancellationToken);

    public Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken cancellationToken) => inner.LoadAsync(instanceId, cancellationToken);

    public IAsyncEnumerable<InstanceState> ListAsync(string prefix, string? after, CancellationToken cancellationToken) => inner.ListAsync(prefix, after, cancellationToken);

    public async IAsyncEnumerable<ActiveInstance> ActiveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Listed.WaitAsync(cancellationToken);
        await foreach (ActiveInstance active in inner.ActiveAsync(cancellationToken)) yield return active;
    }

    public IAsyncEnumerable<OutgoingBatch> OutgoingAsync(CancellationToken cancellationToken) => inner.OutgoingAsync(cancellationToken);

    private async Task<T> WriteAsync<T>(Func<Task<T>> write)
    {
        int number = Interlocked.Increment(ref writes);
        if (number < lastWrite) return await write();
        if (number == lastWrite && writesItsLast) await write();
        dead.TrySetResult();
        throw new IOException("The host is dead.");
    }
}
