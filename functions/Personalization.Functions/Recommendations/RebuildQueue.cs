using Azure.Storage.Queues;
using Personalization.Functions.Catalog.Imports;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Recommendations;

/// <summary>Requests for a new model, in the queue <c>rebuilds</c>.</summary>
/// <param name="queues">Queues.</param>
public sealed class RebuildQueue(QueueServiceClient queues) : IRebuildRequests, IDisposable
{
    internal const string Name = "rebuilds";

    private readonly QueueClient queue = queues.GetQueueClient(Name);
    private readonly Once created = new(token => queues.GetQueueClient(Name).CreateIfNotExistsAsync(cancellationToken: token));

    /// <inheritdoc/>
    public Task RequestAsync(CancellationToken cancellationToken) =>
        created.UseAsync(() => queue.SendMessageAsync("now", cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => created.Dispose();
}
