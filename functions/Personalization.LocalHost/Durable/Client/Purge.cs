using Microsoft.DurableTask.Client;

namespace Personalization.LocalHost.Durable;

/// <summary>Deletes instances that have ended.</summary>
internal static class Purge
{
    public static async Task<PurgeResult> OneAsync(IInstanceStore store, string instanceId, PurgeInstanceOptions? options, CancellationToken cancellationToken)
    {
        StoredInstance? found = await store.LoadAsync(instanceId, cancellationToken);
        if (found is not { State.IsOver: true }) return new PurgeResult(0, found is null);
        int count = 0;
        if (options is { Recursive: true })
        {
            // The children first: while the parent is there, they can be found again.
            foreach (SubOrchestrationCreated child in found.History.OfType<SubOrchestrationCreated>())
                count += (await OneAsync(store, child.InstanceId, options, cancellationToken)).PurgedInstanceCount;
        }
        bool deleted = await store.DeleteAsync(found, cancellationToken);
        return new PurgeResult(deleted ? count + 1 : count, deleted);
    }

    public static async Task<PurgeResult> AllAsync(IInstanceStore store, PurgeInstancesFilter filter, PurgeInstanceOptions? options, CancellationToken cancellationToken)
    {
        OrchestrationQuery query = new(filter.CreatedFrom, filter.CreatedTo, filter.Statuses);
        List<string> ended = [];
        await foreach (InstanceState state in InstanceFilter.ListAsync(store, query, null, cancellationToken))
        {
            if (state.IsOver) ended.Add(state.InstanceId);
        }
        int count = 0;
        foreach (string instanceId in ended) count += (await OneAsync(store, instanceId, options, cancellationToken)).PurgedInstanceCount;
        return new PurgeResult(count, true);
    }
}
