using Personalization.Profiles;

namespace Personalization.Messages.Delivery;

/// <content>Taking messages back.</content>
public sealed partial class MessageDelivery
{
    /// <summary>Takes a message back that waits for its turn. One that is being handed over, has gone or has failed stays as it is.</summary>
    /// <param name="id">The message.</param>
    /// <param name="person">Whom it was for: its place among the person's messages is given up.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task CancelAsync(string id, PersonKey person, DecisionReason reason, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Writes; attempt++)
        {
            StoredDelivery stored = await store.LoadAsync(id, cancellationToken);
            if (stored.Version is null || stored.Record.State is not DeliveryState.Accepted) return;
            DeliveryRecord end = stored.Record with { State = DeliveryState.Cancelled, Reasons = [reason], UpdatedAt = time.GetUtcNow() };
            if (await store.TrySaveAsync(stored, end.Noting(DeliveryStep.Cancelled, end.UpdatedAt, end.Reasons), cancellationToken) is null) continue;
            await desk.ForgetAsync(id, person, cancellationToken);
            return;
        }
        throw new DeliveryContendedException();
    }

    private async Task WithdrawAsync(OutgoingMessage message, DeliveryRecord record, CancellationToken cancellationToken)
    {
        DeliveryRecord end = record.Noting(DeliveryStep.Cancelled, record.UpdatedAt, record.Reasons) with { State = DeliveryState.Cancelled };
        if (await FinishAsync(end, cancellationToken)) await desk.ReleaseAsync(message, null, record.UpdatedAt, cancellationToken);
    }
}
