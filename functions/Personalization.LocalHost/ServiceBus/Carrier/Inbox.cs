using System.Text.Json;
using Azure;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Personalization.LocalHost.Triggers;

namespace Personalization.LocalHost.ServiceBus;

/// <summary>Takes messages from the storage queue of one entity and settles them.</summary>
internal sealed class Inbox(Broker broker, EntityName entity)
{
    private const int MostAtOnce = 32;
    private static readonly TimeSpan BetweenLooksAtTheSchedule = TimeSpan.FromSeconds(1);

    private readonly QueueClient queue = broker.Queue(entity);
    private DateTimeOffset scheduleLookedAt = DateTimeOffset.MinValue;
    private bool open;

    /// <summary>One look: what is there now, at most the given number, locked.</summary>
    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> TakeAsync(int most, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        await EnqueueDueAsync(cancellationToken);
        QueueMessage[] taken = await ReceiveAsync(Math.Min(most, MostAtOnce), cancellationToken);
        List<ServiceBusReceivedMessage> messages = [];
        foreach (QueueMessage raw in taken)
        {
            ServiceBusReceivedMessage message = await ReadAsync(raw, cancellationToken);
            if (message.ExpiresAt <= broker.Clock.GetUtcNow()) await CompleteAsync(message, cancellationToken);
            else if (message.DeliveryCount > broker.Settings.MaxDeliveryCount && !entity.IsDeadLetterQueue) await BuryAsync(message, TooOften, cancellationToken);
            else messages.Add(message);
        }

        return messages;
    }

    /// <summary>What a receiver would see now, at most 32 messages, and what waits for its time, without taking them.</summary>
    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekAsync(long from, int most, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        await EnqueueDueAsync(cancellationToken);
        PeekedMessage[] peeked = await queue.PeekMessagesAsync(MostAtOnce, cancellationToken);
        List<ServiceBusReceivedMessage> messages = [];
        foreach (PeekedMessage raw in peeked)
        {
            Envelope envelope = await broker.Store.ReadAsync(raw.Body, cancellationToken);
            messages.Add(new(envelope, envelope.EarlierDeliveries + (int)raw.DequeueCount, Guid.Empty, default, ServiceBusMessageState.Active));
        }

        if (entity.IsDeadLetterQueue) return messages;
        foreach (Envelope envelope in await broker.PeekParkedAsync(entity.Address, from, most, cancellationToken))
            messages.Add(new(envelope, 0, Guid.Empty, default, ServiceBusMessageState.Scheduled));

        return messages;
    }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (open) return;
        await broker.OpenAsync(entity, cancellationToken);
        open = true;
    }

    public async Task CompleteAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        await message.Lease!.DeleteAsync(cancellationToken);
        await broker.Store.DropAsync(message.Text!, cancellationToken);
    }

    /// <summary>Gives the message back at once, or to the dead letters when it has been delivered too often.</summary>
    public async Task AbandonAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? changes, CancellationToken cancellationToken)
    {
        if (message.DeliveryCount >= broker.Settings.MaxDeliveryCount && !entity.IsDeadLetterQueue)
        {
            await BuryAsync(message, TooOften.Concat(changes ?? new Dictionary<string, object>()), cancellationToken);
            return;
        }

        string? text = changes is null ? null : await broker.Store.WriteAsync(message.Envelope.With(changes), cancellationToken);
        await message.Lease!.ReleaseAsync(TimeSpan.Zero, text, cancellationToken);
        if (text is not null) await broker.Store.DropAsync(message.Text!, cancellationToken);
    }

    /// <summary>Moves the message to the dead letters: first there, then away from here.</summary>
    public async Task BuryAsync(ServiceBusReceivedMessage message, IEnumerable<KeyValuePair<string, object>> changes, CancellationToken cancellationToken)
    {
        if (entity.IsDeadLetterQueue) throw new InvalidOperationException("A dead letter cannot be dead-lettered again.");
        Envelope dead = message.Envelope.With(changes) with
        {
            EarlierDeliveries = message.DeliveryCount, DeadLetterSource = entity.Path, TimeToLive = null, ScheduledEnqueueTime = null,
        };
        // Fails here where the lock is lost: the message would be in both queues.
        await message.Lease!.RenewAsync(cancellationToken);
        await broker.PutAsync(entity.DeadLetterQueue, dead, cancellationToken);
        await CompleteAsync(message, cancellationToken);
    }

    public static Dictionary<string, object> Reason(string? reason, string? description)
    {
        Dictionary<string, object> properties = [];
        if (reason is not null) properties[ServiceBusReceivedMessage.ReasonProperty] = reason;
        if (description is not null) properties[ServiceBusReceivedMessage.DescriptionProperty] = description;
        return properties;
    }

    private Dictionary<string, object> TooOften =>
        Reason("MaxDeliveryCountExceeded", $"Message could not be consumed after {broker.Settings.MaxDeliveryCount} delivery attempts.");

    private async Task<QueueMessage[]> ReceiveAsync(int most, CancellationToken cancellationToken)
    {
        try
        {
            return await queue.ReceiveMessagesAsync(most, broker.Settings.LockDuration, cancellationToken);
        }
        catch (RequestFailedException error) when (error.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            // Somebody has deleted it; the next look makes it again.
            open = false;
            return [];
        }
    }

    private async Task EnqueueDueAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = broker.Clock.GetUtcNow();
        if (entity.IsDeadLetterQueue || now - scheduleLookedAt < BetweenLooksAtTheSchedule) return;
        scheduleLookedAt = now;
        await broker.EnqueueDueAsync(entity.Address, cancellationToken);
    }

    /// <summary>A text that is no envelope (somebody else wrote into the queue) becomes a message with that text.</summary>
    private async Task<ServiceBusReceivedMessage> ReadAsync(QueueMessage raw, CancellationToken cancellationToken)
    {
        MessageLease lease = new(queue, raw.MessageId, raw.PopReceipt, broker.Settings.LockDuration, broker.Clock);
        try
        {
            return Received(await broker.Store.ReadAsync(raw.Body, cancellationToken));
        }
        catch (Exception error) when (error is JsonException or FormatException or RequestFailedException { Status: 404 })
        {
            return Received(new Envelope { Body = raw.Body.ToArray(), MessageId = raw.MessageId, EnqueuedTime = raw.InsertedOn ?? broker.Clock.GetUtcNow() });
        }

        ServiceBusReceivedMessage Received(Envelope envelope) => new(envelope, envelope.EarlierDeliveries + (int)raw.DequeueCount, lease, raw.Body);
    }
}
