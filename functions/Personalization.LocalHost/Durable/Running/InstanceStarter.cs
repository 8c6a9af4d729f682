namespace Personalization.LocalHost.Durable;

/// <summary>Creates instances, in place of an earlier one of the same id where that may be.</summary>
internal sealed class InstanceStarter(IInstanceStore store, Action<string> wake, TimeProvider time)
{
    /// <summary>Null when it was created; else the instance that is in the way.</summary>
    public async Task<InstanceState?> StartAsync(
        string instanceId, ExecutionStarted started, DateTimeOffset? startAt, IDictionary<string, string>? tags, Func<InstanceState, bool> mayReplace, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        InstanceState state = new(instanceId, started.Name)
        {
            Version = started.Version,
            CreatedAt = now,
            UpdatedAt = now,
            Input = started.Input,
            Tags = tags,
            Parent = started.Parent,
            Inbox = [started with { Input = null }],
            NextDue = startAt > now ? startAt : null,
        };
        while (!await store.CreateAsync(state, cancellationToken))
        {
            if (await store.LoadAsync(instanceId, cancellationToken) is not { } existing) continue;
            if (!mayReplace(existing.State)) return existing.State;
            InstanceState next = state with { Generation = existing.State.Generation + 1 };
            if (await store.CommitAsync(existing, new InstanceCommit(next, [], NewTurn: true), cancellationToken) is not null) break;
        }
        wake(instanceId);
        return null;
    }
}
