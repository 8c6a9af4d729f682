using System.Collections.Immutable;

namespace Personalization.Messages.Delivery;

/// <summary>How far a message has come. Names are wire and storage format.</summary>
public enum DeliveryState
{
    /// <summary>It waits for its turn.</summary>
    Accepted = 1,

    /// <summary>It is being handed over, or whoever did that has died.</summary>
    Sending = 2,

    /// <summary>It was taken by the provider.</summary>
    Sent = 3,

    /// <summary>It will not be sent.</summary>
    Failed = 4,

    /// <summary>It was taken back before it went: whoever sent it no longer wants it.</summary>
    Cancelled = 5,
}

/// <summary>What became of a message.</summary>
public sealed record DeliveryRecord
{
    /// <summary>The message.</summary>
    public required string Id { get; init; }

    /// <summary>How far it has come.</summary>
    public DeliveryState State { get; init; } = DeliveryState.Accepted;

    /// <summary>How often it was handed over.</summary>
    public int Attempts { get; init; }

    /// <summary>How often it was put into the queue again; the copy with this number is the one that counts.</summary>
    public int Turn { get; init; }

    /// <summary>When it has its turn, UTC.</summary>
    public DateTimeOffset NextAt { get; init; }

    /// <summary>When this last changed, UTC.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Why it waits or failed.</summary>
    public ImmutableArray<DecisionReason> Reasons { get; init; } = [];

    /// <summary>The provider's name for it.</summary>
    public string? ProviderId { get; init; }

    /// <summary>When it failed last, UTC: where it lies in the list of failed messages.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>What was decided and done, oldest first; of many the first and the newest.</summary>
    public ImmutableArray<DeliveryStep> Steps { get; init; } = [];

    /// <summary>Whether nothing more will happen.</summary>
    public bool IsDone => State is DeliveryState.Sent or DeliveryState.Failed or DeliveryState.Cancelled;

    /// <summary>With one more step; one that says the same as the last changes nothing.</summary>
    internal DeliveryRecord Noting(string what, DateTimeOffset at, IEnumerable<DecisionReason> reasons, DateTimeOffset? until = null)
    {
        DeliveryStep step = new(at, what, until, [.. reasons]);
        if (Steps is [.., { } last] && (last.What, last.Until) == (what, until) && last.Reasons.SequenceEqual(step.Reasons)) return this;
        return this with { Steps = Steps.Length < DeliveryStep.Most ? Steps.Add(step) : Steps.RemoveAt(DeliveryStep.FirstKept).Add(step) };
    }
}

/// <summary>A record with the version it is stored under; null before it is stored.</summary>
public sealed record StoredDelivery(DeliveryRecord Record, string? Version);

/// <summary>A message that failed, for somebody to read.</summary>
/// <param name="Message">It.</param>
/// <param name="Record">Why.</param>
public sealed record DeadMessage(OutgoingMessage Message, DeliveryRecord Record);

/// <summary>What became of messages.</summary>
public interface IDeliveryStore
{
    /// <summary>The record, or an empty one.</summary>
    Task<StoredDelivery> LoadAsync(string id, CancellationToken cancellationToken);

    /// <summary>Stores a record in place of the loaded one; null when others have changed it since.</summary>
    Task<StoredDelivery?> TrySaveAsync(StoredDelivery loaded, DeliveryRecord next, CancellationToken cancellationToken);

    /// <summary>Adds to the list of messages that failed; the same one again changes nothing.</summary>
    Task BuryAsync(DeadMessage dead, CancellationToken cancellationToken);

    /// <summary>Messages that failed, newest first.</summary>
    Task<IReadOnlyList<DeadMessage>> DeadAsync(int limit, CancellationToken cancellationToken);

    /// <summary>A message of that list by its id and the time at which it failed, or null.</summary>
    Task<DeadMessage?> FindDeadAsync(string id, DateTimeOffset failedAt, CancellationToken cancellationToken);

    /// <summary>Takes a message off that list; one that is not there changes nothing.</summary>
    Task UnburyAsync(string id, DateTimeOffset failedAt, CancellationToken cancellationToken);
}
