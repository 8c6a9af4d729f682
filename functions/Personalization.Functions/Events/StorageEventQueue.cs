using Azure.Storage.Queues;
using Microsoft.Extensions.Options;
using Personalization.Events;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Events;

/// <summary>Captured events as messages of the storage queue <c>events</c>: one for each request, or for all requests that came while the one before was sent.</summary>
internal sealed class StorageEventQueue : IEventQueue, IDisposable
{
    public const string QueueName = "events";

    // A queue message holds 64 KiB of text; larger packages go into a blob that the message names.
    internal const int MessageCharacters = 64 * 1024;
    private const int GroupBytes = 256 * 1024;
    private const int Senders = 2;
    private static readonly TimeSpan DepthInterval = TimeSpan.FromSeconds(1);

    private readonly QueueClient queue;
    private readonly ClaimedPackages claims;
    private readonly GroupCommitter<IReadOnlyList<ReadOnlyMemory<byte>>> committer;
    private readonly Refreshed<QueueDepth> depth;
    private readonly Once created;
    private readonly int limit;

    public StorageEventQueue(QueueServiceClient queues, ClaimedPackages claims, IOptions<EventOptions> options, TimeProvider time)
    {
        queue = queues.GetQueueClient(QueueName);
        this.claims = claims;
        limit = options.Value.MaxQueuedMessages;
        created = new Once(cancellationToken => queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken));
        depth = new Refreshed<QueueDepth>(time, DepthInterval, ReadDepthAsync);
        committer = new(Senders, lines => lines.Sum(line => line.Length + 1), GroupBytes, SendAsync);
    }

    public async Task<bool> TryEnqueueAsync(IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken)
    {
        if (lines.Count == 0) return true;
        if ((await depth.GetAsync(cancellationToken)).Waiting >= limit) return false;
        await committer.AddAsync(lines);
        return true;
    }

    public Task EnqueueAsync(IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken) => lines.Count == 0 ? Task.CompletedTask : committer.AddAsync(lines);

    public void Dispose()
    {
        created.Dispose();
        depth.Dispose();
    }

    private async Task SendAsync(IReadOnlyList<IReadOnlyList<ReadOnlyMemory<byte>>> group)
    {
        byte[] packed = EventPackage.Compress(group.SelectMany(lines => lines));
        string message = EventPackage.MessageLength(packed.Length) <= MessageCharacters
            ? EventPackage.Message(packed)
            : EventPackage.ClaimMessage(await claims.StoreAsync(packed));
        await created.UseAsync(() => queue.SendMessageAsync(message), CancellationToken.None);
        (await depth.GetAsync(CancellationToken.None)).Sent();
    }

    private async Task<QueueDepth?> ReadDepthAsync(QueueDepth? known, CancellationToken cancellationToken) =>
        new((await created.UseAsync(() => queue.GetPropertiesAsync(cancellationToken), cancellationToken)).Value.ApproximateMessagesCount);

    /// <summary>Messages waiting: as counted a moment ago, and those sent since.</summary>
    private sealed class QueueDepth(int counted)
    {
        private int sent;

        public int Waiting => counted + Volatile.Read(ref sent);

        public void Sent() => Interlocked.Increment(ref sent);
    }
}
