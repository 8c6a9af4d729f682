using Microsoft.Azure.Functions.Worker;
using Personalization.Events;

namespace Personalization.Functions.Events;

/// <summary>Takes captured events from the queue into lake, profiles and counts.</summary>
/// <param name="pipeline">Does the work.</param>
/// <param name="claims">Packages too large for a message.</param>
public sealed class ProcessEvents(EventPipeline pipeline, ClaimedPackages claims)
{
    /// <summary>One message: the events of one request or several.</summary>
    [Function("ProcessEvents")]
    public async Task Run([QueueTrigger(StorageEventQueue.QueueName)] string message, CancellationToken cancellationToken)
    {
        string? claimed = EventPackage.ClaimedBlob(message);
        byte[]? packed = claimed is null ? EventPackage.Packed(message) : await claims.FindAsync(claimed, cancellationToken);
        if (packed is null) return; // Processed before, and the message came once more.
        await pipeline.ProcessAsync(EventPackage.Decompress(packed), cancellationToken);
        if (claimed is not null) await claims.RemoveAsync(claimed, cancellationToken);
    }
}
