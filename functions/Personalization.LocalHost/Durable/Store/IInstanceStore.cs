namespace Personalization.LocalHost.Durable;

/// <summary>Where instances are. What one call writes is there as a whole or not at all.</summary>
internal interface IInstanceStore
{
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>False when there is one of that id.</summary>
    Task<bool> CreateAsync(InstanceState state, CancellationToken cancellationToken);

    /// <summary>The state without the history; null where there is no such instance.</summary>
    Task<InstanceState?> GetAsync(string instanceId, CancellationToken cancellationToken);

    Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Null when the instance is not as it was loaded: load it again.</summary>
    Task<StoredInstance?> CommitAsync(StoredInstance before, InstanceCommit commit, CancellationToken cancellationToken);

    /// <summary>False when the instance is not as it was loaded.</summary>
    Task<bool> DeleteAsync(StoredInstance instance, CancellationToken cancellationToken);

    Task RemoveOutgoingAsync(OutgoingBatch batch, CancellationToken cancellationToken);

    /// <summary>States by id from behind one, of those whose ids begin so.</summary>
    IAsyncEnumerable<InstanceState> ListAsync(string prefix, string? after, CancellationToken cancellationToken);

    /// <summary>The instances that have work or a due time.</summary>
    IAsyncEnumerable<ActiveInstance> ActiveAsync(CancellationToken cancellationToken);

    /// <summary>The messages that a former run of the host did not see delivered; those of one instance in the order of their keys, in which they were sent.</summary>
    IAsyncEnumerable<OutgoingBatch> OutgoingAsync(CancellationToken cancellationToken);
}

/// <summary>An instance as loaded or committed.</summary>
/// <param name="State">The state.</param>
/// <param name="History">The present turn's history.</param>
/// <param name="Place">What the store itself knows of it.</param>
internal sealed record StoredInstance(InstanceState State, IReadOnlyList<HistoryEvent> History, object Place);

/// <summary>What one step changes.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Appended">What its history gains; with a new turn: what the new one begins with.</param>
/// <param name="NewTurn">Whether the history so far goes.</param>
/// <param name="Outgoing">Messages to other instances.</param>
internal sealed record InstanceCommit(InstanceState State, IReadOnlyList<HistoryEvent> Appended, bool NewTurn = false, OutgoingBatch? Outgoing = null);

internal sealed record ActiveInstance(string InstanceId, bool HasWork, DateTimeOffset? NextDue);
