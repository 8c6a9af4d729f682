using Azure.Data.Tables;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Durable;

/// <summary>The store of host.json's hub, made when it is first needed: an app without orchestrators needs no connection for it.</summary>
internal sealed class HubStore(IStorageConnections connections, HostJson hostJson) : IInstanceStore
{
    private readonly Lazy<TableInstanceStore> store = new(() =>
    {
        string hub = hostJson.DurableTask.HubName;
        TableClient table = new(connections.ConnectionString(), $"{hub}Instances");
        return new TableInstanceStore(table, connections.Blobs().GetBlobContainerClient($"{hub.ToLowerInvariant()}-largemessages"));
    });

    public Task PrepareAsync(CancellationToken cancellationToken) => store.Value.PrepareAsync(cancellationToken);

    public Task<bool> CreateAsync(InstanceState state, CancellationToken cancellationToken) => store.Value.CreateAsync(state, cancellationToken);

    public Task<InstanceState?> GetAsync(string instanceId, CancellationToken cancellationToken) => store.Value.GetAsync(instanceId, cancellationToken);

    public Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken cancellationToken) => store.Value.LoadAsync(instanceId, cancellationToken);

    public Task<StoredInstance?> CommitAsync(StoredInstance before, InstanceCommit commit, CancellationToken cancellationToken) =>
        store.Value.CommitAsync(before, commit, cancellationToken);

    public Task<bool> DeleteAsync(StoredInstance instance, CancellationToken cancellationToken) => store.Value.DeleteAsync(instance, cancellationToken);

    public Task RemoveOutgoingAsync(OutgoingBatch batch, CancellationToken cancellationToken) => store.Value.RemoveOutgoingAsync(batch, cancellationToken);

    public IAsyncEnumerable<InstanceState> ListAsync(string prefix, string? after, CancellationToken cancellationToken) => store.Value.ListAsync(prefix, after, cancellationToken);

    public IAsyncEnumerable<ActiveInstance> ActiveAsync(CancellationToken cancellationToken) => store.Value.ActiveAsync(cancellationToken);

    public IAsyncEnumerable<OutgoingBatch> OutgoingAsync(CancellationToken cancellationToken) => store.Value.OutgoingAsync(cancellationToken);
}
