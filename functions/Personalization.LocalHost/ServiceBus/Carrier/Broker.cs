using System.Collections.Concurrent;
using Azure;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Personalization.LocalHost.Triggers;

namespace Personalization.LocalHost.ServiceBus;

/// <summary>Service Bus over one storage account: queues <c>sb-*</c>, and container <c>service-bus</c> for what is no queue message.</summary>
internal sealed class Broker : IDisposable
{
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    private readonly HttpClientTransport transport = PlainStorage.CreateTransport();
    private readonly QueueServiceClient queues;
    private readonly BlobContainerClient container;
    private readonly Topics topics;
    private readonly ConcurrentDictionary<EntityName, DuplicateLog> duplicates = new();
    private bool ready;
    private long lastSequenceNumber;

    public Broker(BrokerSettings settings, TimeProvider clock)
    {
        (Settings, Clock) = (settings, clock);
        queues = PlainStorage.CreateQueues(settings.StorageConnectionString, transport);
        container = PlainStorage.CreateBlobs(settings.StorageConnectionString, transport).GetBlobContainerClient("service-bus");
        Store = new EnvelopeStore(container);
        topics = new Topics(container, clock);
    }

    public BrokerSettings Settings { get; }

    public TimeProvider Clock { get; }

    public EnvelopeStore Store { get; }

    public Uri Account => queues.Uri;

    public QueueClient Queue(EntityName entity) => queues.GetQueueClient(entity.StorageName);

    /// <summary>Makes sure that the queue of a receiver is there; a subscription is made known to its topic's senders.</summary>
    public async Task OpenAsync(EntityName entity, CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        await Queue(entity).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        if (entity.Address != entity && !entity.IsDeadLetterQueue) await topics.AddAsync(entity.Address, entity, cancellationToken);
    }

    /// <summary>Numbers and sends messages; those with a scheduled time are parked until then. Duplicates are dropped.</summary>
    /// <returns>The sequence numbers, in the order of the messages.</returns>
    public async Task<IReadOnlyList<long>> SendAsync(EntityName address, IEnumerable<Envelope> messages, CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        Envelope[] numbered = [.. messages.Select(message => message with { SequenceNumber = NextSequenceNumber(), EnqueuedTime = Clock.GetUtcNow() })];
        Task Send(Envelope message) => message.ScheduledEnqueueTime is null
            ? DeliverAsync(address, message, cancellationToken)
            : Parked(address).ParkAsync(message, cancellationToken);
        if (Settings.DuplicateDetection && Array.Exists(numbered, message => message.MessageId is not null))
        {
            DuplicateLog log = duplicates.GetOrAdd(address, static (entity, broker) => new DuplicateLog(broker.container, entity, broker.Clock), this);
            await log.SendNewAsync(numbered, Send, cancellationToken);
        }
        else
        {
            foreach (Envelope message in numbered) await Send(message);
        }

        return [.. numbered.Select(message => message.SequenceNumber)];
    }

    public async Task<bool> CancelAsync(EntityName address, long sequenceNumber, CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        return await Parked(address).CancelAsync(sequenceNumber, cancellationToken);
    }

    /// <summary>The next scheduled messages by number.</summary>
    public Task<IReadOnlyList<Envelope>> PeekParkedAsync(EntityName address, long from, int most, CancellationToken cancellationToken) =>
        Parked(address).PeekAsync(from, most, cancellationToken);

    /// <summary>Enqueues the scheduled messages whose time has come.</summary>
    public Task EnqueueDueAsync(EntityName address, CancellationToken cancellationToken) =>
        Parked(address).MoveDueAsync(message => DeliverAsync(address, message, cancellationToken), cancellationToken);

    /// <summary>Puts a message into the storage queue of exactly this entity.</summary>
    public async Task PutAsync(EntityName entity, Envelope message, CancellationToken cancellationToken)
    {
        QueueClient queue = Queue(entity);
        string text = await Store.WriteAsync(message, cancellationToken);
        try
        {
            await queue.SendMessageAsync(text, timeToLive: NeverExpires, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException error) when (error.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await queue.SendMessageAsync(text, timeToLive: NeverExpires, cancellationToken: cancellationToken);
        }
    }

    public void Dispose()
    {
        foreach (DuplicateLog log in duplicates.Values) log.Dispose();
        transport.Dispose();
    }

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        if (ready) return;
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        ready = true;
    }

    private ParkedMessages Parked(EntityName address) => new(container, address, Clock);

    private async Task DeliverAsync(EntityName address, Envelope message, CancellationToken cancellationToken)
    {
        IReadOnlyList<EntityName> subscriptions = await topics.SubscriptionsAsync(address, cancellationToken);
        foreach (EntityName target in subscriptions.Count == 0 ? [address] : subscriptions) await PutAsync(target, message, cancellationToken);
    }

    /// <summary>Grows with the clock, so that numbers of a later process are later too.</summary>
    private long NextSequenceNumber()
    {
        while (true)
        {
            long last = Interlocked.Read(ref lastSequenceNumber);
            long next = Math.Max(last + 1, Clock.GetUtcNow().UtcTicks);
            if (Interlocked.CompareExchange(ref lastSequenceNumber, next, last) == last) return next;
        }
    }
}
