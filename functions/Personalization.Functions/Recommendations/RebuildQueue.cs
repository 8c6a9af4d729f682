using Azure.Storage.Queues;
using Personalization.Functions.Catalog.Imports;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Recommendations;

/// <summary>Requests for a new model, in the queue <c>rebuilds</c>.</summary>
/// <param name="queues">Queues.</param>
public sealed class RebuildQueue(QueueServiceClient queues) : IRebuildRequests, IDisposable
{
    internal const string Name = "rebuilds";

    private readonly WorkQueue queue = new(queues, Name);

    /// <inheritdoc/>
    public Task RequestAsync(CancellationToken cancellationToken) => queue.SendAsync("now", cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => queue.Dispose();
}
