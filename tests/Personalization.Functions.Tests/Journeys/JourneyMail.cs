using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Personalization.Events;
using Personalization.Functions.Journeys;
using Personalization.Functions.Messages;
using Personalization.Functions.Profiles;
using Personalization.Functions.Tests.Messages;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Messages.Templates;
using Personalization.Messages.Unsubscribing;
using Personalization.Simulator.Stores;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Journeys;

/// <summary>The real sending and delivering over stores in memory, with the templates that come along.</summary>
internal sealed class JourneyMail(ManualTimeProvider clock, MessagePolicy? policy = null) : IMessageQueue, ITemplateSource, IEventQueue, IDisposable
{
    private readonly List<(QueuedMessage Copy, DateTimeOffset At)> queue = [];
    private readonly HashSet<(string, int)> known = [];
    private readonly UnsubscribeSigner signer = new("the key of the unsubscribe links");
    private readonly TemplateReader reader = new(new MessageRenderer());
    private readonly List<ReadOnlyMemory<byte>> tags = [];
    private JourneyWorld? world;
    private MessageDelivery? delivery;

    /// <summary>What was handed over, in order.</summary>
    public List<OutgoingMessage> Handed { get; } = [];

    public MemoryDeliveryStore Deliveries { get; } = new();

    public MessagePolicy Policy { get; set; } = policy ?? new MessagePolicy { QuietHours = [], Caps = [] };

    public JourneyActor Actor { get; private set; } = null!;

    public DateTimeOffset? NextDue => queue.Count == 0 ? null : queue.Min(one => one.At);

    public void Open(ProfileUpdater profiles, IMessageGuard guard, JourneyWorld ofWorld)
    {
        world = ofWorld;
        ProfileRecipients recipients = new(profiles);
        IMessageChannel[] channels = [new Taker(this, MessageChannel.Email), new Taker(this, MessageChannel.Inbox), new Taker(this, MessageChannel.Webhook)];
        MemorySuppressionStore suppressions = new();
        MemoryMessageArchive archive = new();
        DeliveryDesk desk = new(new MergedHistories(new MemoryHistoryStore()), recipients, suppressions, new NoHabits(), Policy);
        delivery = new MessageDelivery(Deliveries, desk, new MessageFreezer(archive, new AsAccepted()), archive, suppressions, this, channels, clock, guard);
        IOptions<MessageOptions> options = Options.Create(new MessageOptions());
        MessageSender sender = new(this, new MessageWriter(new MessageRenderer(), signer, options, clock), recipients, delivery, options, clock);
        Actor = new JourneyActor(sender, delivery, profiles, this, clock, NullLogger<JourneyActor>.Instance);
    }

    public Task EnqueueAsync(QueuedMessage queued, DateTimeOffset at, CancellationToken cancellationToken)
    {
        lock (queue)
            if (known.Add((queued.Message.Id, queued.Turn))) queue.Add((queued, at));
        return Task.CompletedTask;
    }

    public Task<MessageTemplate?> TemplateAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(ShippedTemplates.Find(id) is { } json ? reader.Read(id, json).Template : null);

    public Task<bool> TryEnqueueAsync(IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken)
    {
        lock (tags) tags.AddRange(lines);
        return Task.FromResult(true);
    }

    /// <summary>Delivers what is due, and takes the events that journeys made.</summary>
    public async Task RunAsync()
    {
        while (Due() is { } copy) await delivery!.DeliverAsync(copy, default);
        ReadOnlyMemory<byte>[] made = [.. tags];
        tags.Clear();
        if (made.Length > 0) await world!.TakeAsync(made);
    }

    public void Dispose() => signer.Dispose();

    private QueuedMessage? Due()
    {
        lock (queue)
        {
            int place = queue.FindIndex(one => one.At <= clock.GetUtcNow());
            if (place < 0) return null;
            QueuedMessage copy = queue[place].Copy;
            queue.RemoveAt(place);
            return copy;
        }
    }

    private sealed class Taker(JourneyMail mail, MessageChannel channel) : IMessageChannel
    {
        public MessageChannel Channel => channel;

        public Task<ChannelResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
        {
            mail.Handed.Add(message);
            return Task.FromResult<ChannelResult>(new ChannelResult.Taken("250"));
        }
    }
}
