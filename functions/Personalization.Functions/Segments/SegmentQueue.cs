using Azure.Storage.Queues;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Segments;

/// <summary>The queue that makes passes run, and go on.</summary>
/// <param name="queues">Queues.</param>
public sealed class SegmentQueue(QueueServiceClient queues) : IDisposable
{
    internal const string Name = "segments";

    // A queue takes no empty message.
    private const string Begin = "begin";

    private readonly WorkQueue queue = new(queues, Name);

    /// <summary>Makes a pass begin, or the one of that name go on.</summary>
    public Task EnqueueAsync(string passId, CancellationToken cancellationToken) => queue.SendAsync(passId.Length == 0 ? Begin : passId, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => queue.Dispose();

    internal static string PassOf(string message) => message == Begin ? "" : message;
}
