using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Personalization.Events;

namespace Personalization.Functions.Events;

/// <summary>Takes captured events from the queue into lake, profiles and counts, and tells journeys of them.</summary>
/// <param name="pipeline">Does the work.</param>
/// <param name="claims">Packages too large for a message.</param>
/// <param name="followers">Who is told.</param>
public sealed class ProcessEvents(EventPipeline pipeline, ClaimedPackages claims, IEnumerable<IEventFollower> followers)
{
    /// <summary>One message: the events of one request or several.</summary>
    [Function("ProcessEvents")]
    public async Task Run([QueueTrigger(StorageEventQueue.QueueName)] string message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        string? claimed = EventPackage.ClaimedBlob(message);
        byte[]? packed = claimed is null ? EventPackage.Packed(message) : await claims.FindAsync(claimed, cancellationToken);
        if (packed is null) return; // Processed before, and the message came once more.
        IReadOnlyList<ShopEvent> events = await pipeline.ProcessAsync(EventPackage.Decompress(packed), cancellationToken);
        foreach (IEventFollower follower in followers) await follower.NoticeAsync(events, client, cancellationToken);
        if (claimed is not null) await claims.RemoveAsync(claimed, cancellationToken);
    }
}
