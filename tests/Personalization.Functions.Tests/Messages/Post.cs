using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Profiles;
using Personalization.Simulator.Stores;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Messages;

/// <summary>A whole delivery in memory: a clock, a queue that can be run, a provider that answers as told, and a process that dies when told.</summary>
internal sealed class Post : IMessageQueue, IMessageChannel, IRecipientSource, IMessageComposer
{
    private readonly List<(QueuedMessage Copy, DateTimeOffset At)> queue = [];
    private readonly HashSet<(string, int)> known = [];
    private readonly MessagePolicy policy;

    public Post(MessagePolicy? policy = null) => this.policy = policy ?? new MessagePolicy { QuietHours = [], Caps = [] };

    public ManualTimeProvider Clock { get; } = new(Make.Noon);

    public MemoryDeliveryStore Store { get; } = new();

    public MemoryHistoryStore Histories { get; } = new();

    public MemorySuppressionStore Suppressed { get; } = new();

    public MemoryMessageArchive Archive { get; } = new();

    /// <summary>What messages are filled in with when they go.</summary>
    public Func<OutgoingMessage, OutgoingMessage> Composer { get; set; } = message => message;

    public List<OutgoingMessage> Sent { get; } = [];

    public DeadLetters Dead => new(new Dying(Store, this), this, Clock);

    public MessageRecipient Recipient { get; set; } = Letters.Subscriber();

    public List<(string Id, DateTimeOffset At)> Handed { get; } = [];

    public Func<OutgoingMessage, ChannelResult> Provider { get; set; } = _ => new ChannelResult.Taken("250");

    /// <summary>Called before each step that leaves a trace: throws where the process shall die.</summary>
    public Action Step { get; set; } = () => { };

    public MessageChannel Channel => MessageChannel.Email;

    /// <inheritdoc cref="IMessageChannel.KnowsRepeats"/>
    public bool KnowsRepeats { get; set; } = true;

    public MessageDelivery Delivery => new(
        new Dying(Store, this), new DeliveryDesk(new MergedHistories(Histories), this, Suppressed, new NoHabits(), policy), new MessageFreezer(Archive, this), Archive, Suppressed,
        this, [this], Clock);

    public Task EnqueueAsync(QueuedMessage queued, DateTimeOffset at, CancellationToken cancellationToken)
    {
        Step();
        if (known.Add((queued.Message.Id, queued.Turn))) queue.Add((queued, at));
        return Task.CompletedTask;
    }

    public Task<ChannelResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        Step();
        Handed.Add((message.Id, Clock.GetUtcNow()));
        Sent.Add(message);
        return Task.FromResult(Provider(message));
    }

    public Task<MessageRecipient> FindAsync(PersonKey person, CancellationToken cancellationToken) => Task.FromResult(Recipient);

    public ValueTask<OutgoingMessage> ComposeAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        Step();
        return new ValueTask<OutgoingMessage>(Composer(message));
    }

    public async Task<DeliveryRecord> StateAsync(string id = "m1") => (await Store.LoadAsync(id, default)).Record;

    /// <summary>Delivers what is due, copy by copy, until nothing waits; a copy whose delivery died comes again.</summary>
    public async Task RunAsync(int most = 500)
    {
        for (int turn = 0; turn < most && queue.Count > 0; turn++)
        {
            (QueuedMessage Copy, DateTimeOffset At) next = queue.MinBy(one => one.At);
            if (next.At > Clock.GetUtcNow()) Clock.Advance(next.At - Clock.GetUtcNow());
            try
            {
                await Delivery.DeliverAsync(next.Copy, default);
                queue.Remove(next);
            }
            catch (DiedException)
            {
                Clock.Advance(TimeSpan.FromSeconds(30));
            }
        }
        Assert.Empty(queue);
    }

    private sealed class Dying(IDeliveryStore store, Post post) : IDeliveryStore
    {
        public Task<StoredDelivery> LoadAsync(string id, CancellationToken cancellationToken) => store.LoadAsync(id, cancellationToken);

        public Task<StoredDelivery?> TrySaveAsync(StoredDelivery loaded, DeliveryRecord next, CancellationToken cancellationToken)
        {
            post.Step();
            return store.TrySaveAsync(loaded, next, cancellationToken);
        }

        public Task BuryAsync(DeadMessage dead, CancellationToken cancellationToken)
        {
            post.Step();
            return store.BuryAsync(dead, cancellationToken);
        }

        public Task<IReadOnlyList<DeadMessage>> DeadAsync(int limit, CancellationToken cancellationToken) => store.DeadAsync(limit, cancellationToken);

        public Task<DeadMessage?> FindDeadAsync(string id, DateTimeOffset failedAt, CancellationToken cancellationToken) => store.FindDeadAsync(id, failedAt, cancellationToken);

        public Task UnburyAsync(string id, DateTimeOffset failedAt, CancellationToken cancellationToken)
        {
            post.Step();
            return store.UnburyAsync(id, failedAt, cancellationToken);
        }
    }
}

internal sealed class DiedException() : Exception("The process died here");
