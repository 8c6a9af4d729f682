using Azure.Storage.Queues;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Segments;

/// <summary>The queue that makes passes run, and go on.</summary>
public sealed class SegmentQueue : IDisposable
{
    internal const string Name = "segments";

    // A queue takes no empty message.
    private const string Begin = "begin";

    private readonly QueueClient queue;
    private readonly Once created;

    /// <summary>On the app's storage.</summary>
    public SegmentQueue(QueueServiceClient queues)
    {
        queue = queues.GetQueueClient(Name);
        created = new Once(token => queue.CreateIfNotExistsAsync(cancellationToken: token));
    }

    /// <summary>Makes a pass begin, or the one of that name go on.</summary>
    public Task EnqueueAsync(string passId, CancellationToken cancellationToken) =>
        created.UseAsync(() => queue.SendMessageAsync(passId.Length == 0 ? Begin : passId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => created.Dispose();

    internal static string PassOf(string message) => message == Begin ? "" : message;
}
