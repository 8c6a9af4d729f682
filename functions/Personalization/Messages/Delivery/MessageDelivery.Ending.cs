namespace Personalization.Messages.Delivery;

/// <content>The ends of messages.</content>
public sealed partial class MessageDelivery
{
    private async Task GiveUpAsync(OutgoingMessage message, DeliveryRecord record, CancellationToken cancellationToken)
    {
        DeliveryRecord failed = record.Noting(DeliveryStep.Failed, record.UpdatedAt, record.Reasons) with { State = DeliveryState.Failed, FailedAt = record.UpdatedAt };
        if (await FinishAsync(failed, cancellationToken)) await BuryAsync(message, failed, cancellationToken);
    }

    private async Task BuryAsync(OutgoingMessage message, DeliveryRecord failed, CancellationToken cancellationToken)
    {
        // What may have been sent counts as sent.
        if (!failed.Reasons.Contains(Unsure)) await desk.ReleaseAsync(message, null, failed.UpdatedAt, cancellationToken);
        await store.BuryAsync(new DeadMessage(message, failed), cancellationToken);
    }

    // Whatever others have written meanwhile, the end is the end; but a message that was sent stays sent, and then this is false.
    private async Task<bool> FinishAsync(DeliveryRecord end, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Writes; attempt++)
        {
            StoredDelivery stored = await store.LoadAsync(end.Id, cancellationToken);
            if (stored.Record.State is DeliveryState.Sent) return false;
            if (await store.TrySaveAsync(stored, end with { Turn = stored.Record.Turn }, cancellationToken) is not null) return true;
        }
        throw new DeliveryContendedException();
    }
}
