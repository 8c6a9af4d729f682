using System.Collections.Immutable;

namespace Personalization.Messages.Delivery;

/// <summary>
/// Takes messages to their ends: sent, or failed by name. However often a copy comes out of the queue, and wherever a process dies, a message
/// is not handed over again once the hand-over is recorded, and none is lost: the next turn is written down before it is queued, and whoever
/// finds it written down queues it again.
/// </summary>
/// <param name="store">Records.</param>
/// <param name="desk">Decides.</param>
/// <param name="freezer">Makes messages final.</param>
/// <param name="archive">Lists them.</param>
/// <param name="suppressions">Addresses that take nothing.</param>
/// <param name="queue">Where messages wait.</param>
/// <param name="channels">Where messages go.</param>
/// <param name="time">The clock.</param>
/// <param name="guard">Knows whether a journey's message is still right; null where nobody does.</param>
public sealed partial class MessageDelivery(
    IDeliveryStore store, DeliveryDesk desk, MessageFreezer freezer, IMessageArchive archive, ISuppressionStore suppressions, IMessageQueue queue,
    IEnumerable<IMessageChannel> channels, TimeProvider time, IMessageGuard? guard = null)
{
    /// <summary>Hand-overs before a message counts as failed.</summary>
    public const int MostAttempts = 8;

    private const int Writes = 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan HandOver = TimeSpan.FromMinutes(2);

    private static readonly DecisionReason Unsure = new("unsure", "It was being handed over when the app ended or the provider broke off; nobody knows whether it was taken, and it is not sent twice");

    private readonly ImmutableDictionary<MessageChannel, IMessageChannel> channels = channels.ToImmutableDictionary(one => one.Channel);

    /// <summary>Accepts a message: from here on it is delivered or fails by name. One whose id is known changes nothing.</summary>
    /// <returns>What is known of it.</returns>
    public async Task<DeliveryRecord> SubmitAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        StoredDelivery stored = await store.LoadAsync(message.Id, cancellationToken);
        stored = stored.Version is not null ? stored
            : await store.TrySaveAsync(stored, (stored.Record with { UpdatedAt = now, NextAt = now }).Noting(DeliveryStep.Accepted, now, []), cancellationToken)
                ?? await store.LoadAsync(message.Id, cancellationToken);
        if (stored.Record is not { State: DeliveryState.Accepted, Turn: 0 }) return stored.Record;
        await archive.ListAsync(message, cancellationToken);
        await queue.EnqueueAsync(new QueuedMessage(message, 0), now, cancellationToken);
        return stored.Record;
    }

    /// <summary>Takes a copy of a message as far as it gets now.</summary>
    public async Task DeliverAsync(QueuedMessage copy, CancellationToken cancellationToken)
    {
        OutgoingMessage message = copy.Message;
        DateTimeOffset now = time.GetUtcNow();
        StoredDelivery stored = await store.LoadAsync(message.Id, cancellationToken);
        if (stored.Record.State is DeliveryState.Cancelled) await desk.ReleaseAsync(message, null, now, cancellationToken);
        if (stored.Record.State is DeliveryState.Failed) await BuryAsync(message, stored.Record, cancellationToken);
        if (stored.Record.IsDone) return;
        if (copy.Turn < stored.Record.Turn) await queue.EnqueueAsync(new QueuedMessage(message, stored.Record.Turn), stored.Record.NextAt, cancellationToken);
        else if (stored.Record.State is DeliveryState.Sending && stored.Record.UpdatedAt + HandOver > now) await PlanAsync(copy, stored, stored.Record, stored.Record.UpdatedAt + HandOver, cancellationToken);
        else if (stored.Record.State is DeliveryState.Sending && !MayRepeat(message)) await GiveUpAsync(message, stored.Record with { Reasons = [Unsure], UpdatedAt = now }, cancellationToken);
        else await DecideAsync(copy, stored, now, cancellationToken);
    }

    // Of a hand-over whose end nobody saw: what somebody has ordered is worth a second copy, an advertisement is not.
    private bool MayRepeat(OutgoingMessage message) =>
        message.Purpose is MessagePurpose.Transactional || !channels.TryGetValue(message.Channel, out IMessageChannel? channel) || channel.KnowsRepeats;

    private async Task DecideAsync(QueuedMessage copy, StoredDelivery stored, DateTimeOffset now, CancellationToken cancellationToken)
    {
        OutgoingMessage message = copy.Message;
        if (message.Journey is not null && guard is not null && await guard.WhyNotAsync(message, cancellationToken) is { } obstacle)
        {
            await WithdrawAsync(message, stored.Record with { Reasons = [obstacle], UpdatedAt = now }, cancellationToken);
            return;
        }
        MessageDecision decision = await desk.DecideAsync(message, now, cancellationToken);
        DeliveryRecord next = stored.Record with { Reasons = [.. decision.Reasons], UpdatedAt = now };
        if (decision is Drop) await GiveUpAsync(message, next, cancellationToken);
        else if (decision is Delay delay)
        {
            next = next.Noting(DeliveryStep.Delayed, now, decision.Reasons, delay.Until);
            await PlanAsync(copy, stored, next with { State = DeliveryState.Accepted }, delay.Until, cancellationToken);
        }
        else
        {
            OutgoingMessage ready = await freezer.FreezeAsync(copy.Message, next.Attempts == 0, cancellationToken);
            DeliveryRecord sending = next with { State = DeliveryState.Sending, Attempts = next.Attempts + 1, Turn = copy.Turn };
            sending = sending.Noting(DeliveryStep.HandedOver, now, decision.Reasons);
            if (await store.TrySaveAsync(stored, sending, cancellationToken) is not { } claimed) throw new DeliveryContendedException();
            await HandOverAsync(copy, ready, claimed, cancellationToken);
        }
    }

    private async Task HandOverAsync(QueuedMessage copy, OutgoingMessage ready, StoredDelivery claimed, CancellationToken cancellationToken)
    {
        ChannelResult result = channels.TryGetValue(ready.Channel, out IMessageChannel? channel)
            ? await channel.SendAsync(ready, cancellationToken)
            : new ChannelResult.Refused($"Nobody carries {MessageNames.Of(copy.Message.Channel)}", false);
        DateTimeOffset now = time.GetUtcNow();
        DeliveryRecord record = claimed.Record with { UpdatedAt = now };
        switch (result)
        {
            case ChannelResult.Taken taken:
                await FinishAsync(record.Noting(DeliveryStep.Sent, now, []) with { State = DeliveryState.Sent, ProviderId = taken.ProviderId, Reasons = [] }, cancellationToken);
                break;
            case ChannelResult.Refused refused:
                if (refused.Suppress) await suppressions.SuppressAsync(ready.Channel, ready.Address, refused.Reason, now, cancellationToken);
                await GiveUpAsync(copy.Message, record with { Reasons = [new DecisionReason("refused", refused.Reason)] }, cancellationToken);
                break;
            case ChannelResult.BrokenOff when !MayRepeat(copy.Message):
                await GiveUpAsync(copy.Message, record with { Reasons = [Unsure] }, cancellationToken);
                break;
            case ChannelResult.BrokenOff broken:
                await TryAgainAsync(copy, claimed, record, new ChannelResult.Busy(broken.Reason), cancellationToken);
                break;
            case ChannelResult.Busy busy:
                await TryAgainAsync(copy, claimed, record, busy, cancellationToken);
                break;
        }
    }

    private async Task TryAgainAsync(QueuedMessage copy, StoredDelivery claimed, DeliveryRecord record, ChannelResult.Busy busy, CancellationToken cancellationToken)
    {
        TimeSpan pause = FirstPause * Math.Pow(2, record.Attempts - 1);
        if (busy.RetryAfter > pause) pause = busy.RetryAfter.Value;
        if (pause > LongestPause) pause = LongestPause;
        DateTimeOffset next = record.UpdatedAt + pause;
        if (record.Attempts >= MostAttempts || next > copy.Message.ExpiresAt)
        {
            DecisionReason reason = new("not-taken", $"Not taken in {record.Attempts} attempts: {busy.Reason}");
            await GiveUpAsync(copy.Message, record with { Reasons = [reason] }, cancellationToken);
            return;
        }
        await desk.ReleaseAsync(copy.Message, next, record.UpdatedAt, cancellationToken);
        DeliveryRecord waiting = record with { State = DeliveryState.Accepted, Reasons = [new DecisionReason("busy", busy.Reason)] };
        waiting = waiting.Noting(DeliveryStep.Busy, record.UpdatedAt, waiting.Reasons, next);
        await PlanAsync(copy, claimed, waiting, next, cancellationToken);
    }

    private async Task PlanAsync(QueuedMessage copy, StoredDelivery stored, DeliveryRecord next, DateTimeOffset at, CancellationToken cancellationToken)
    {
        DeliveryRecord planned = next with { Turn = copy.Turn + 1, NextAt = at };
        if (await store.TrySaveAsync(stored, planned, cancellationToken) is null) throw new DeliveryContendedException();
        await queue.EnqueueAsync(copy with { Turn = planned.Turn }, at, cancellationToken);
    }
}
