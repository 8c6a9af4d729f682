namespace Personalization.Messages.Delivery;

/// <summary>Brings failed messages back.</summary>
/// <param name="store">Records.</param>
/// <param name="queue">Where messages wait.</param>
/// <param name="time">The clock.</param>
public sealed class DeadLetters(IDeliveryStore store, IMessageQueue queue, TimeProvider time)
{
    /// <summary>
    /// Lets a failed message be decided and tried anew, with as much time as it had at first; it says what it said when it was handed over.
    /// Died half-way it can be done again.
    /// </summary>
    /// <returns>The message's record, or null where it is not in the list of failed ones.</returns>
    public async Task<DeliveryRecord?> RetryAsync(string id, CancellationToken cancellationToken)
    {
        StoredDelivery stored = await store.LoadAsync(id, cancellationToken);
        if (stored.Record.FailedAt is not { } failedAt || await store.FindDeadAsync(id, failedAt, cancellationToken) is not { } dead) return null;
        DateTimeOffset now = time.GetUtcNow();
        if (stored.Record.State is DeliveryState.Failed)
        {
            DeliveryRecord again = stored.Record with { State = DeliveryState.Accepted, Attempts = 0, Turn = stored.Record.Turn + 1, NextAt = now, UpdatedAt = now, Reasons = [] };
            stored = await store.TrySaveAsync(stored, again.Noting(DeliveryStep.Retried, now, []), cancellationToken) ?? throw new DeliveryContendedException();
        }
        OutgoingMessage message = dead.Message with { CreatedAt = now, ExpiresAt = now + (dead.Message.ExpiresAt - dead.Message.CreatedAt) };
        if (stored.Record.State is DeliveryState.Accepted) await queue.EnqueueAsync(new QueuedMessage(message, stored.Record.Turn), now, cancellationToken);
        await store.UnburyAsync(id, failedAt, cancellationToken);
        return stored.Record;
    }
}
